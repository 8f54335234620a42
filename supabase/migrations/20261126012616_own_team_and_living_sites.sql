-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function org.require_second_factor();

-- logic: access/require-own-team.fn.sql
create or replace function org.require_own_team(caller org.member, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if team is distinct from caller.team_id then
    perform org.refuse('42501', 'This is done for your own team only.');
  end if;
end
$$;
comment on function org.require_own_team(org.member, uuid) is
  'Raises 42501 unless the team is the caller''s own.';
revoke all on function org.require_own_team(org.member, uuid) from public;

-- logic: coverage/coverage-of.fn.sql
create or replace function field.coverage_of(caller org.member, sector uuid, slot text)
returns table (cell integer, slot field.slot, state text, days integer)
language sql stable security invoker
set search_path = ''
as $$
  with clock as (
    select release.today(o.time_zone) as today from org.organisation o where o.id = caller.organisation_id
  ),
  sector_cell as (
    -- A cell of several sectors takes the most demanding interval.
    select c.cell, min(s.target_days) as target_days
    from org.sector s join org.sector_cell c on c.sector_id = s.id
    where s.organisation_id = caller.organisation_id
      and (caller.role = 'lead' or s.team_id = caller.team_id)
      and (coverage_of.sector is null or s.id = coverage_of.sector)
    group by c.cell
  ),
  visited as (
    -- Visits to living sites are left out: a lone cell visited again and again would give a site away.
    select v.cell, v.slot, max(v.service_date) as last_on
    from field.visit v join field.round r on r.id = v.round_id cross join clock
    where v.organisation_id = caller.organisation_id
      and v.service_date between clock.today - 182 and clock.today
      and v.site_id is null and not v.at_living_site and v.outcome is distinct from 'not_reached'
      and r.status in ('done', 'validated')
      and (caller.role = 'lead' or r.team_id = caller.team_id)
    group by v.cell, v.slot
  ),
  place as (
    select c.cell, s.slot from sector_cell c cross join unnest(enum_range(null::field.slot)) as s (slot)
    union
    select v.cell, v.slot from visited v where coverage_of.sector is null
  )
  select p.cell, p.slot,
    case
      when v.last_on is null then 'never'
      when clock.today - v.last_on > coalesce(c.target_days, 14) then 'overdue'
      else 'visited'
    end,
    clock.today - v.last_on
  from place p
  cross join clock
  left join visited v on v.cell = p.cell and v.slot = p.slot
  left join sector_cell c on c.cell = p.cell
  where coverage_of.slot is null or p.slot::text = coverage_of.slot
$$;
comment on function field.coverage_of(org.member, uuid, text) is
  'State of every cell of the caller''s sectors, and of visited cells outside, by slot: never, overdue (beyond the target interval, 14 days outside sectors) or visited, with days since the last complete visit. No outcome, no count.';
revoke all on function field.coverage_of(org.member, uuid, text) from public;

-- logic: files/import-batch.fn.sql
create or replace function api.import_batch(
  batch uuid, team uuid, file_digest text, has_recorder_column boolean, rows jsonb, finish boolean
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  taken_at timestamptz;
  opened field.import_batch;
  taken record;
begin
  perform field.require_import(batch, file_digest, has_recorder_column, rows, finish);
  perform org.require_team(caller.organisation_id, team);
  perform org.require_own_team(caller, team);
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  taken_at := release.now();
  opened := field.open_batch(caller, batch, team, decode(file_digest, 'hex'), has_recorder_column, taken_at);
  select t.* into taken from field.take_import_rows(
    opened, field.account_namespace(caller), field.account_recorder(caller), rows,
    (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id), taken_at
  ) t;
  -- An approval covers the rows that the dpo could ask about; later ones would be a forged column.
  if taken.accepted > 0 and opened.recorder_approved_by is not null then
    perform org.refuse('RP004', 'The recorder column of this batch is decided: import further rows as another file.');
  end if;
  perform field.note_progress(opened, taken.accepted, taken.repeated, finish, taken_at);
  return jsonb_build_object(
    'accepted', taken.accepted, 'repeated', taken.repeated, 'rejected', taken.rejected,
    'done', finish or (opened.finished_at is not null and taken.accepted = 0)
  );
end
$$;
comment on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) is
  'Lead, for the own team: takes up to 5,000 rows of a file, in any order and as often as needed; finish ends the batch. Refused rows are answered by index and code, the others stored once.';
revoke all on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) from public;
grant execute on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) to authenticated;

-- logic: files/take-import-rows.fn.sql
create or replace function field.take_import_rows(
  batch field.import_batch, namespace uuid, recorder uuid, rows jsonb, today date, taken_at timestamptz
)
returns table (accepted integer, repeated integer, rejected jsonb)
language sql volatile security invoker
-- Nothing is known of a call's rows, so the planner guesses a few and would compare 5,000 with 5,000, pair by pair.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  with read as materialized (
    select r.*, field.own_id(namespace, r.id) as row_id
    from field.read_import_rows(rows, today, batch.has_recorder_column) r
  ),
  taken as (
    insert into field.import_row (id, batch_id)
    select distinct row_id, batch.id from read where code is null order by row_id
    on conflict (id) do nothing
    returning id
  ),
  epoch as (
    -- A visit is never added to once its window may be published: later rows of it make another visit, which is late.
    select count(*) as publications from release.window w where w.organisation_id = batch.organisation_id
  ),
  fresh as materialized (
    select distinct on (t.id) r.*,
      r.service_date || '/' || r.slot as round_part,
      -- A living site and the street of the same cell are two visits: only one of them shows in coverage.
      r.place_kind is not distinct from 'living' as at_living_site,
      r.service_date || '/' || r.slot || '/' || r.cell || '/' || coalesce(r.recorder::text, '') || '/' || publications
        || case when r.place_kind = 'living' then '/living' else '' end as visit_part
    from taken t join read r on r.row_id = t.id and r.code is null cross join epoch
    order by t.id, r.index
  ),
  round_ids as materialized (
    select round_part, field.part_id(batch.id, round_part) as round_id, min(service_date) as service_date, min(slot) as slot
    from fresh group by round_part
  ),
  visit_ids as materialized (
    select visit_part, min(round_part) as round_part, field.part_id(batch.id, visit_part) as visit_id,
      min(recorder) as recorder, min(cell) as cell, max(minutes) as minutes, bool_and(at_living_site) as at_living_site,
      min(array_position('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[], outcome)) as outcome_rank
    from fresh group by visit_part
  ),
  column_recorders as (
    insert into field.recorder (id, organisation_id, batch_id, ordinal, counts_from)
    select distinct field.part_id(batch.id, 'recorder/' || v.recorder), batch.organisation_id, batch.id, v.recorder, date '1990-01-01'
    from visit_ids v where v.recorder is not null
    on conflict do nothing
  ),
  rounds as (
    insert into field.round (id, organisation_id, team_id, service_date, slot, status, batch_id)
    select i.round_id, batch.organisation_id, batch.team_id, i.service_date, i.slot, 'done', batch.id from round_ids i
    on conflict (id) do nothing
  ),
  visits as (
    insert into field.visit as known (
      id, organisation_id, round_id, recorder_id, column_recorder_id, batch_id, cell, service_date, slot,
      minutes, outcome, at_living_site, received_at
    )
    select v.visit_id, batch.organisation_id, i.round_id, take_import_rows.recorder,
      case when v.recorder is not null then field.part_id(batch.id, 'recorder/' || v.recorder) end,
      batch.id, v.cell, i.service_date, i.slot, v.minutes,
      ('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[])[v.outcome_rank], v.at_living_site, taken_at
    from visit_ids v join round_ids i using (round_part)
    on conflict (id) do update set
      minutes = greatest(known.minutes, excluded.minutes),
      outcome = ('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[])[least(
        array_position('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[], known.outcome),
        array_position('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[], excluded.outcome)
      )]
  ),
  encounters as (
    insert into field.encounter (id, organisation_id, visit_id, service_date, place_kind)
    select f.row_id, batch.organisation_id, v.visit_id, f.service_date, f.place_kind
    from fresh f join visit_ids v using (visit_part) where f.count > 0
  ),
  contacts as (
    insert into field.contact (id, organisation_id, encounter_id, service_date, gender, age_band, first_time, seen_recently)
    select gen_random_uuid(), batch.organisation_id, f.row_id, f.service_date, f.gender, f.age_band, f.first_time,
      n > f.count - f.seen_recently
    from fresh f cross join generate_series(1, f.count) n
  )
  select
    (select count(*)::integer from taken),
    (select count(*)::integer from read where code is null) - (select count(*)::integer from taken),
    coalesce(
      (select jsonb_agg(jsonb_build_object('index', index, 'code', code) order by index) from read where code is not null),
      '[]'
    )
$$;
comment on function field.take_import_rows(field.import_batch, uuid, uuid, jsonb, date, timestamptz) is
  'Stores the new rows of an import call as rounds, visits, encounters and contacts, in one statement; rows known from the importer''s earlier files change nothing.';
revoke all on function field.take_import_rows(field.import_batch, uuid, uuid, jsonb, date, timestamptz) from public;

-- logic: release/counted-visits.fn.sql
create or replace function release.counted_visits(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[]
)
returns table (visit_id uuid, cell integer, service_date date, recorder uuid, reached boolean)
-- So many rows that a quarter's encounters are hashed once instead of looked up one by one.
language sql stable security invoker rows 50000
set search_path = ''
as $$
  select v.id, v.cell, v.service_date,
    -- Who vouches for a record. New accounts vouch for nothing; imports and invented data count from the start.
    case
      when b.recorder_approved_at is not null then coalesce(v.column_recorder_id, v.recorder_id)
      when v.batch_id is not null or o.fictitious or v.service_date >= k.counts_from then v.recorder_id
    end,
    v.outcome is distinct from 'not_reached'
  from field.visit v
  join field.round r on r.id = v.round_id
  join org.organisation o on o.id = v.organisation_id
  join field.recorder k on k.id = v.recorder_id
  left join field.import_batch b on b.id = v.batch_id
  where v.organisation_id = counted_visits.organisation
    and (v.service_date between first_day and last_day or v.id = any (late))
    and v.service_date <= release.today(o.time_zone) - 6
    and v.site_id is null and not v.at_living_site
    and r.status in ('done', 'validated')
    and (counted_visits.team is null or r.team_id = counted_visits.team)
$$;
comment on function release.counted_visits(uuid, uuid, date, date, uuid[]) is
  'Visits that releases count: of done rounds at least 6 days old, not at a living site; of one team or (null) all. recorder is null while it does not count yet.';
revoke all on function release.counted_visits(uuid, uuid, date, date, uuid[]) from public;

-- logic: release/planned-cells.fn.sql
create or replace function release.planned_cells(season release.season)
returns table (cell integer, finest_km integer)
language sql stable security invoker
set search_path = ''
as $$
  with sector_cell as (
    select c.cell, max(s.min_leaf_km) as finest_km
    from org.sector s join org.sector_cell c on c.sector_id = s.id
    where s.organisation_id = (season).organisation_id
    group by c.cell
  ),
  visited_square as (
    -- Coverage is no secret (privacy.md, Rule 0), but living sites are.
    select distinct grid.square_of(v.cell, 8) as square
    from field.visit v
    where v.organisation_id = (season).organisation_id and v.site_id is null and not v.at_living_site
      and v.service_date between (season).starts_on - 364 and (season).ends_on
      and not exists (select from sector_cell)
  )
  select s.cell, s.finest_km::integer from sector_cell s
  union all
  select c.cell, 1 from visited_square v cross join lateral grid.cells_of(v.square, 8) c (cell)
$$;
comment on function release.planned_cells(release.season) is
  'Cells that teams answer for, with the smallest leaf allowed: those of sectors, or while there is no sector those of the 8 km squares that visits touch.';
revoke all on function release.planned_cells(release.season) from public;

