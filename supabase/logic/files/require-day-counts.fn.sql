create or replace function field.require_day_counts(counts jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(counts) = 'array') is distinct from true then
    perform org.refuse('RP001', 'counts is a list of {service_date, rows}.');
  end if;
  if jsonb_array_length(counts) > 40000 then
    perform org.refuse('RP007', 'counts has at most 40000 days.');
  end if;
  if exists (
    select from jsonb_array_elements(counts) c
    where field.parse_day(c ->> 'service_date') is null
      or ((c -> 'rows')::text ~ '^[0-9]{1,7}$') is distinct from true
  ) then
    perform org.refuse('RP001', 'counts is a list of {service_date: YYYY-MM-DD, rows: whole number}.');
  end if;
end
$$;
comment on function field.require_day_counts(jsonb) is 'Raises RP001 or RP007 unless this is a list of row counts by service date.';
revoke all on function field.require_day_counts(jsonb) from public;
