create or replace function field.own_template(caller org.member, template uuid, version integer)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.round_template;
begin
  select t.* into known from field.round_template t
  where t.id = own_template.template and t.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such template.');
  end if;
  if known.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads change the templates of their own team.');
  end if;
  if known.version is distinct from own_template.version then
    perform org.refuse('RP004', 'The template was changed by somebody else. Nothing was saved.');
  end if;
  return known.id;
end
$$;
comment on function field.own_template(org.member, uuid, integer) is
  'Locks a template of the caller''s team: RP002 if there is none such, 42501 for another team''s, RP004 where it was changed since.';
revoke all on function field.own_template(org.member, uuid, integer) from public;
