create or replace function api.delete_template(template uuid, version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.own_template(caller, template, version);
  delete from field.round_template t where t.id = template;
  perform audit.write('template_deleted', template);
  return jsonb_build_object('id', template);
end
$$;
comment on function api.delete_template(uuid, integer) is
  'Leads: ends the repetition of a round of their own team. Rounds that it made stay. RP004 where it was changed since.';
revoke all on function api.delete_template(uuid, integer) from public;
grant execute on function api.delete_template(uuid, integer) to authenticated;
