create or replace function release.schedule_jobs()
returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if to_regprocedure('cron.schedule(text, text, text)') is null then
    return false;
  end if;
  -- The same names again replace what was scheduled. Times are UTC; teams are out last at two in the morning.
  execute $cron$
    select
      cron.schedule('repere-publish', '*/15 * * * *', 'select release.publish_all_due()'),
      cron.schedule('repere-retain', '30 2 * * *', 'select field.retain_all_due()')
  $cron$;
  return true;
end
$$;
comment on function release.schedule_jobs() is
  'Schedules publication and retention where pg_cron is installed (hosted Supabase), and says whether it is; elsewhere the local server runs them. To be called again after pg_cron was enabled.';
revoke all on function release.schedule_jobs() from public;
