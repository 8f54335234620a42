create or replace function api.invite(
  role text, team uuid default null, label text default '', replaces uuid default null
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  wanted org.role;
  code text;
begin
  perform org.require_second_factor(or_command_line => true);
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
  if replaces is not null and not exists (
    select from org.member m where m.id = replaces and m.organisation_id = caller.organisation_id
  ) then
    perform org.refuse('RP002', 'There is no such membership.');
  end if;
  code := org.create_invitation(caller.organisation_id, wanted, team, btrim(label), caller.id, replaces);
  return jsonb_build_object(
    'code', code,
    'expires_at', (select i.expires_at from org.invitation i where i.code_hash = org.code_hash(code))
  );
end
$$;
comment on function api.invite(text, uuid, text, uuid) is
  'Admin, with a fresh code: invites a new account to a role (and team). Where it replaces a membership (a forgotten password, another role), that one ends when the code is used. The code is answered once and never again.';
revoke all on function api.invite(text, uuid, text, uuid) from public;
grant execute on function api.invite(text, uuid, text, uuid) to authenticated;
