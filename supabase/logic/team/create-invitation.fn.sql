create or replace function org.create_invitation(
  organisation uuid, role org.role, team uuid, label text, made_by uuid, replaces uuid default null
)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  made_at timestamptz := release.now();
  invitation uuid := gen_random_uuid();
  code text;
begin
  -- 28 letters of 5 bits (140 bits) in groups of four; a byte's low five bits are uniform.
  select string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (get_byte(random.bytes, n) & 31) + 1, 1)
      || case when n % 4 = 3 and n < 27 then '-' else '' end,
    '' order by n
  )
  into code
  from (select extensions.gen_random_bytes(28) as bytes) random, generate_series(0, 27) n;

  insert into org.invitation (id, organisation_id, role, team_id, code_hash, label, created_by, created_at, expires_at, replaces)
  values (
    invitation, create_invitation.organisation, create_invitation.role, create_invitation.team,
    org.code_hash(code), create_invitation.label, made_by, made_at, made_at + interval '7 days',
    create_invitation.replaces
  );
  perform audit.write('invitation_created', invitation, '{}', create_invitation.organisation);
  return code;
end
$$;
comment on function org.create_invitation(uuid, org.role, uuid, text, uuid, uuid) is
  'Makes an invitation and returns its code, which is stored as SHA-256 only; 7 days, used once.';
revoke all on function org.create_invitation(uuid, org.role, uuid, text, uuid, uuid) from public;
