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
