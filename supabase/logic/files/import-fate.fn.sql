create or replace function api.import_fate(counts jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_day_counts(counts);
  return field.fate_of(caller, 'lead', counts)
    || jsonb_build_object('educator', field.fate_of(caller, 'educator', counts));
end
$$;
comment on function api.import_fate(jsonb) is
  'Lead, before an import: how many of these rows (by service date) a coming map can show, join to the next window, or feed only coverage; for the lead''s map, and under "educator" for the team''s.';
revoke all on function api.import_fate(jsonb) from public;
grant execute on function api.import_fate(jsonb) to authenticated;
