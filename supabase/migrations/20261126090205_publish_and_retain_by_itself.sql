-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: clock/schedule-jobs.fn.sql
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

-- logic: release/publish-all-due.fn.sql
create or replace function release.publish_all_due()
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid;
  published integer := 0;
begin
  for organisation in select o.id from org.organisation o order by o.id loop
    begin
      published := published + release.publish_due(organisation)::integer;
    exception when others then
      -- Its code alone: a message could quote a row. The other organisations go on.
      raise warning 'publication failed: %', sqlstate;
    end;
  end loop;
  return published;
end
$$;
comment on function release.publish_all_due() is
  'For pg_cron on hosted Supabase, every quarter of an hour: at most one window of each organisation, and how many there were.';
revoke all on function release.publish_all_due() from public;

-- logic: release/publish-due.fn.sql
create or replace function release.publish_due(organisation uuid)
returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  published release.window;
begin
  if not release.publishes_itself(organisation) then
    return false;
  end if;
  -- It waits for whoever is publishing and looks again what is due: several servers publish each window once.
  published := release.publish_next(organisation, null);
  return published.id is not null;
end
$$;
comment on function release.publish_due(uuid) is
  'The scheduler''s publication: the oldest window that is due, by nobody, where release.publishes_itself; false where there is none. One window a transaction.';
revoke all on function release.publish_due(uuid) from public;

-- logic: release/publishes-itself.fn.sql
create or replace function release.publishes_itself(organisation uuid)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  -- What a window shows is decided once. An import is given two days to be finished by a second file or to be undone,
  -- and a recorder column two weeks to be approved: published before, one importer alone would show nothing, for ever.
  select not exists (
    select from field.import_batch b
    where b.organisation_id = organisation and b.undone_at is null
      and b.started_at > release.now() - case
        when b.has_recorder_column and b.recorder_approved_at is null then interval '14 days' else interval '2 days'
      end
  )
$$;
comment on function release.publishes_itself(uuid) is
  'Whether windows that are due are published without anybody asking: not while a young import may still change, or waits for the dpo. A lead can publish at any time.';
revoke all on function release.publishes_itself(uuid) from public;

-- logic: retention/retain-all-due.fn.sql
create or replace function field.retain_all_due()
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid;
  retained integer := 0;
begin
  for organisation in select o.id from org.organisation o order by o.id loop
    begin
      retained := retained + field.retain_due(organisation)::integer;
    exception when others then
      raise warning 'retention failed: %', sqlstate;
    end;
  end loop;
  perform audit.age(null);
  return retained;
end
$$;
comment on function field.retain_all_due() is
  'For pg_cron on hosted Supabase, every night: retention of every organisation, and how many it was applied to.';
revoke all on function field.retain_all_due() from public;

-- logic: retention/retain-due.fn.sql
create or replace function field.retain_due(organisation uuid)
returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- One after another, so that the second of two servers sees the first one's row.
  perform pg_advisory_xact_lock(hashtextextended('retain/' || organisation::text, 0));
  if exists (
    select from audit.event e
    where e.organisation_id = organisation and e.action = 'retention_applied'
      and e.happened_at > clock_timestamp() - interval '12 hours'
  ) then
    return false;
  end if;
  perform field.retain(organisation);
  return true;
end
$$;
comment on function field.retain_due(uuid) is
  'The scheduler''s retention: field.retain, unless it was applied in the last 12 hours; whether it ran. Several servers apply it once a night.';
revoke all on function field.retain_due(uuid) from public;

