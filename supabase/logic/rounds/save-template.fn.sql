create or replace function api.save_template(template jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  weekday integer := case when jsonb_typeof(template) = 'object' then field.json_integer(template -> 'weekday') end;
  -- A template is a round of any week: its own of this week is checked like one that is saved.
  as_rounds jsonb;
  saved_version integer;
begin
  if weekday is null or weekday not between 1 and 7 then
    perform org.refuse('RP001', 'weekday is 1 (Monday) to 7.');
  end if;
  as_rounds := jsonb_build_array(template || jsonb_build_object(
    'date', date_trunc('week', today)::date + weekday - 1, 'status', 'draft', 'stops', '[]'::jsonb, 'template_id', null
  ));
  perform field.require_round_plans(as_rounds, today);
  perform field.require_round_links(caller, as_rounds);
  if field.json_integer(template -> 'version') > 0 then
    perform field.own_template(caller, field.json_uuid(template -> 'id'), field.json_integer(template -> 'version'));
  end if;
  saved_version := field.write_template(caller, weekday, as_rounds, field.json_integer(template -> 'version'));
  perform audit.write('template_saved', field.json_uuid(template -> 'id'));
  return jsonb_build_object('id', field.json_uuid(template -> 'id'), 'version', saved_version);
end
$$;
comment on function api.save_template(jsonb) is
  'Leads: makes (version 0) or replaces a round of their own team that repeats weekly. It has a round''s fields but date, status and stops, and a weekday. RP004 where it was changed since.';
revoke all on function api.save_template(jsonb) from public;
grant execute on function api.save_template(jsonb) to authenticated;
