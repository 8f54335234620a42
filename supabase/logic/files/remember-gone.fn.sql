create or replace function field.remember_gone(encounters uuid[])
returns void
language sql volatile security invoker
-- A file's rows by their ids: hashed, not looked up one by one.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  -- All are one organisation's; asked once, not for each of a file's rows.
  with here as materialized (
    select release.moment(e.organisation_id) as now from field.encounter e where e.id = any (encounters) limit 1
  )
  insert into field.gone_row (
    id, organisation_id, team_id, service_date, owner, file, likeness, file_likeness, received_at, gone_at
  )
  select e.id, e.organisation_id, r.team_id, e.service_date, v.recorder_id, v.batch_id, i.likeness, i.file_likeness,
    v.received_at, greatest((select h.now from here h), v.received_at)
  from unnest(encounters) given (id)
  join field.encounter e on e.id = given.id
  join field.visit v on v.id = e.visit_id
  join field.round r on r.id = v.round_id
  left join field.import_row i on i.id = e.id
  join org.organisation o on o.id = e.organisation_id
  cross join lateral release.rules(release.current_policy(o.id), 'lead') rules
  -- What no publication can have counted is free to come back, and what is too old joins no window anyway.
  where e.service_date >= release.today(o.time_zone) - rules.late_days and v.received_at <= (
    select max(w.published_at) from release.window w
    where w.organisation_id = e.organisation_id and w.layer = 'encounters' and w.ends_on >= e.service_date
      and (w.team_id is null or w.team_id = r.team_id)
  )
  on conflict do nothing
$$;
comment on function field.remember_gone(uuid[]) is
  'Before encounters are removed (undo, erasure): notes those that a published window may have counted and that are young enough to be late, so that they count in no other window when they come back.';
revoke all on function field.remember_gone(uuid[]) from public;
