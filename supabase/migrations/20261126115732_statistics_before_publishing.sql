-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: release/analyse-grown.fn.sql
create or replace function release.analyse_grown()
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  page bigint := current_setting('block_size')::bigint;
  grown text;
begin
  -- In one order, and none that another is at: two publications never wait for each other here.
  for grown in
    select format('%I.%I', n.nspname, c.relname)
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('org', 'field', 'release', 'grid') and c.relkind = 'r'
      and pg_catalog.pg_relation_size(c.oid) > page * (case when c.reltuples < 0 then 0 else 8 + 1.2 * c.relpages end)
    order by c.oid
  loop
    execute 'analyze (skip_locked) ' || grown;
  end loop;
end
$$;
comment on function release.analyse_grown() is
  'Looks anew through tables that grew by a fifth (and 64 kB) since their statistics were made. A window planned without statistics takes minutes where it takes half a second; PGlite never makes any by itself, PostgreSQL a minute after an import.';
revoke all on function release.analyse_grown() from public;

-- logic: release/publish-next.fn.sql
create or replace function release.publish_next(organisation uuid, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  due record;
begin
  -- Before looking what is due: another publication may be at work.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  select d.* into due from release.due_work(organisation) d limit 1;
  if due.tier is null then
    return null;
  end if;
  perform release.analyse_grown();
  return case due.layer
    when 'sites' then release.publish_sites(organisation, due.starts_on, due.ends_on, publish_next.published_by)
    when 'research' then release.publish_research(organisation, due.starts_on, due.ends_on, publish_next.published_by)
    else release.publish_window(organisation, due.tier, due.team_id, due.starts_on, due.ends_on, publish_next.published_by)
  end;
end
$$;
comment on function release.publish_next(uuid, uuid) is
  'Publishes the oldest window that is due and returns it; null where nothing is due. One window a transaction: each has its own moment of publication.';
revoke all on function release.publish_next(uuid, uuid) from public;

