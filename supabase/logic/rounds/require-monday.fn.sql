create or replace function field.require_monday(monday date)
returns void
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if monday is null or extract(isodow from monday) <> 1 or monday not between date '2000-01-03' and date '2199-12-30' then
    perform org.refuse('RP001', 'monday is the first day of a week.');
  end if;
end
$$;
comment on function field.require_monday(date) is 'Raises RP001 unless this is a Monday of our time.';
revoke all on function field.require_monday(date) from public;
