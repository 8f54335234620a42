create or replace function release.now()
returns timestamptz
language sql volatile security invoker
set search_path = ''
as $$
  -- Wall clock, not transaction start: a transaction that waited for a lock must not look older than what it
  -- waited for. With a fixed day the clock still advances (10,000 times slower, from noon UTC), so that two
  -- moments 10 ms apart keep their order across restarts.
  select case
    when nullif(current_setting('repere.today', true), '') is null then clock_timestamp()
    else (current_setting('repere.today', true)::date + time '12:00') at time zone 'UTC'
      + (clock_timestamp() - timestamptz '2024-01-01 00:00:00+00') / 10000
  end
$$;
comment on function release.now() is
  'The service clock: the real time, or the fixed day of the transaction setting repere.today (server option --today).';
revoke all on function release.now() from public;
