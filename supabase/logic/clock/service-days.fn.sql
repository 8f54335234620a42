create or replace function field.service_days(time_zone text)
returns date[]
language sql stable strict security invoker
set search_path = ''
as $$
  -- Between midnight and six last night's round still goes on while the morning's is being prepared.
  select case
    when nullif(current_setting('repere.today', true), '') is not null then array[release.today(time_zone)]
    else array[field.service_date_of(clock_timestamp(), time_zone), release.today(time_zone)]
  end
$$;
comment on function field.service_days(text) is
  'The day of service that goes on now, and the calendar day: the same but between midnight and six.';
revoke all on function field.service_days(text) from public;
