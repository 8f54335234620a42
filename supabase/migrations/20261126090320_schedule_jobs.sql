-- On hosted Supabase with pg_cron; everywhere else it finds nothing and the local server runs the jobs.
select release.schedule_jobs();
