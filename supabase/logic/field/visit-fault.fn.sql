create or replace function field.visit_fault(namespace uuid, visit jsonb)
returns text
language sql immutable security invoker
set search_path = ''
as $$
  select case
    when (visit ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])) is distinct from true
      or (visit ->> 'minutes' is not null and coalesce(field.json_integer(visit -> 'minutes') between 0 and 1440, false) is false)
      or (visit ->> 'stop' is not null and field.json_uuid(visit -> 'stop') is null)
      or (visit ->> 'outcome' = 'met') <> (jsonb_array_length(field.json_list(visit -> 'encounters')) > 0)
      or jsonb_array_length(field.json_list(visit -> 'encounters')) > 20
      or exists (select from field.read_encounters(namespace, visit) e where not e.is_good)
      or exists (select from field.read_contacts(namespace, visit) c where not c.is_good)
      -- No id twice.
      or (select count(*) <> count(distinct e.id) from field.read_encounters(namespace, visit) e)
      or (select count(*) <> count(distinct c.id) from field.read_contacts(namespace, visit) c)
      then 'bad_value'
    when visit ->> 'stop' is null and field.json_integer(visit -> 'cell') is null then 'bad_cell'
  end
$$;
comment on function field.visit_fault(uuid, jsonb) is
  'What is wrong with a visit that a phone sends, as a code, null for nothing: outcome, minutes, place, encounters and their contacts.';
revoke all on function field.visit_fault(uuid, jsonb) from public;
