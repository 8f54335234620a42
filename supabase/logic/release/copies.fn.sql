create or replace function release.copies(
  organisation uuid, team uuid, scan_from date, first_day date, last_day date, as_of timestamptz
)
returns table (encounter_id uuid)
-- plpgsql: its statement is planned with the dates known, so that only the window is scanned.
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  return query
  with gone as materialized (
    -- Only before the first day: what lies in the window itself was counted in no window of this audience yet.
    select g.* from field.gone_row g
    where g.organisation_id = copies.organisation and g.service_date between scan_from and first_day - 1
      and (copies.team is null or g.team_id = copies.team)
      and exists (
        select from release.window w
        where w.organisation_id = g.organisation_id and w.layer = 'encounters'
          and w.team_id is not distinct from copies.team and w.ends_on >= g.service_date
          and w.published_at >= g.received_at and w.published_at < g.gone_at
      )
  ),
  taken as materialized (
    select e.id, v.recorder_id as owner, v.batch_id as file, i.likeness, i.file_likeness, v.received_at,
      false as is_gone, e.service_date >= first_day and b.recorder_approved_at is not null as is_vouched
    from field.encounter e
    join field.import_row i on i.id = e.id
    join field.visit v on v.id = e.visit_id
    join field.round r on r.id = v.round_id
    join field.import_batch b on b.id = v.batch_id
    where e.organisation_id = copies.organisation and e.service_date between scan_from and last_day
      and v.organisation_id = copies.organisation and v.service_date between scan_from and last_day
      and v.received_at <= as_of and not v.at_living_site
      and r.status in ('done', 'validated') and (copies.team is null or r.team_id = copies.team)
    union all
    select g.id, g.owner, g.file, g.likeness, g.file_likeness, g.received_at, true, false from gone g
  ),
  -- The third of an account's equal rows is the third of another's; in one file read twice, the file's third.
  numbered as (
    select t.*, k.likeness as key,
      row_number() over (partition by k.likeness, k.source, t.is_gone order by t.received_at, t.id) as nth
    from taken t
    cross join lateral (values (t.likeness, t.owner), (t.file_likeness, t.file)) k (likeness, source)
    where k.likeness is not null
  ),
  placed as (
    -- The original: the copy whose recorder column is approved, else the one that came first. Before the first day
    -- the first to come was counted already.
    select n.id, n.is_gone, row_number() over (
      partition by n.key, n.nth order by n.is_vouched desc, n.received_at, n.is_gone desc, n.id
    ) as place
    from numbered n
  )
  select p.id from placed p where p.place > 1 and not p.is_gone
  union
  select e.id from gone g join field.encounter e on e.id = g.id;
end
$$;
comment on function release.copies(uuid, uuid, date, date, date, timestamptz) is
  'Encounters between scan_from and last_day that releases leave out because an equal row counts: the same row of another account''s or another reading of a file, and before first_day (late records) what a window counted already, also if it was removed since. Where it cannot tell (one file cut into several imports), it leaves out too many rather than too few. For one team or (null) all.';
revoke all on function release.copies(uuid, uuid, date, date, date, timestamptz) from public;
