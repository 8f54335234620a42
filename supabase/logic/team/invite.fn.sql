create or replace function api.invite(role text, team uuid default null, label text default '')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  wanted org.role;
  code text;
begin
  if role is null or role <> all (enum_range(null::org.role)::text[]) then
    perform org.refuse('RP001', 'role is educator, lead, researcher, dpo or admin.');
  end if;
  wanted := role::org.role;
  if (wanted in ('educator', 'lead')) <> (team is not null) then
    perform org.refuse('RP001', 'Educators and leads have a team, other roles have none.');
  end if;
  if label is null or length(label) > 80 or label ~ '[[:cntrl:]]' then
    perform org.refuse('RP001', 'label has at most 80 printable characters.');
  end if;
  if team is not null then
    perform org.require_team(caller.organisation_id, team);
  end if;
  code := org.create_invitation(caller.organisation_id, wanted, team, btrim(label), caller.id);
  return jsonb_build_object(
    'code', code,
    'expires_at', (select i.expires_at from org.invitation i where i.code_hash = org.code_hash(code))
  );
end
$$;
comment on function api.invite(text, uuid, text) is
  'Admin: invites a new account to a role (and team). The code is answered once and never again.';
revoke all on function api.invite(text, uuid, text) from public;
grant execute on function api.invite(text, uuid, text) to authenticated;
