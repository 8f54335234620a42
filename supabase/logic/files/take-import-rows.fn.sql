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
    insert into field.import_row (id, batch_id, likeness, file_likeness)
    select distinct on (row_id) row_id, batch.id,
      field.likeness_of(
        batch.organisation_id, cell, service_date, slot, count, place_kind, gender, age_band, first_time, seen_recently
      ),
      field.file_likeness_of(batch, cell, service_date, count)
    from read where code is null order by row_id, index
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
