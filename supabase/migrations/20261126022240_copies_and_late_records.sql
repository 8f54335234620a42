-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function release.contributions(uuid,uuid,date,date,uuid[],release.unit,bytea), release.counted_visits(uuid,uuid,date,date,uuid[]);

-- logic: clock/over-before.fn.sql
create or replace function release.over_before(organisation uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- A service clock set too late would publish empty windows for ever. Invented data has no real day.
  select case when o.fictitious then 'infinity'::date else (clock_timestamp() at time zone o.time_zone)::date end
  from org.organisation o where o.id = over_before.organisation
$$;
comment on function release.over_before(uuid) is
  'The day before which a window must end to be published, whatever day the service clock is set to: the real one, and none for an organisation of invented data.';
revoke all on function release.over_before(uuid) from public;

-- logic: files/fate-of.fn.sql
create or replace function field.fate_of(caller org.member, tier release.tier, counts jsonb)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- privacy.md, Rule 0: a record later than its window joins the next one to be published if it is young enough on
  -- arrival (4 weeks for educators, 13 for leads; release.late_visits), else it feeds only coverage and the next partition.
  with organisation as (
    select release.today(o.time_zone) as today, r.late_days from org.organisation o
    cross join lateral release.rules(release.current_policy(o.id), fate_of.tier) r
    where o.id = caller.organisation_id
  ),
  day as (
    select field.parse_day(c ->> 'service_date') as service_date, (c ->> 'rows')::bigint as rows
    from jsonb_array_elements(counts) c
  ),
  fate as (
    select d.rows,
      case
        when d.service_date > o.today then 'future'
        when not exists (
          select from release.window w
          where w.organisation_id = caller.organisation_id and w.tier = fate_of.tier and w.layer = 'encounters'
            and w.team_id is not distinct from case fate_of.tier when 'educator' then caller.team_id end
            and d.service_date between w.starts_on and w.ends_on
        ) then 'publishable'
        when d.service_date >= o.today - o.late_days then 'next_window'
        else 'coverage_only'
      end as fate
    from day d cross join organisation o
  )
  select jsonb_build_object(
    'publishable', coalesce(sum(rows) filter (where fate = 'publishable'), 0),
    'next_window', coalesce(sum(rows) filter (where fate = 'next_window'), 0),
    'coverage_only', coalesce(sum(rows) filter (where fate = 'coverage_only'), 0),
    'future', coalesce(sum(rows) filter (where fate = 'future'), 0)
  )
  from fate
$$;
comment on function field.fate_of(org.member, release.tier, jsonb) is
  'How many rows, by service date, fall before, into and after the windows that a tier already published.';
revoke all on function field.fate_of(org.member, release.tier, jsonb) from public;

-- logic: files/file-likeness-of.fn.sql
create or replace function field.file_likeness_of(batch field.import_batch, cell integer, service_date date, count integer)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.part_id(
    (batch).organisation_id,
    concat_ws('/', 'file', encode((batch).file_digest, 'hex'), cell, service_date, count)
  )
$$;
comment on function field.file_likeness_of(field.import_batch, integer, date, integer) is
  'A row of a file, as a digest that does not depend on who reads it how: slot, place, age and gender may come from other columns or from a choice.';
revoke all on function field.file_likeness_of(field.import_batch, integer, date, integer) from public;

-- logic: files/likeness-of.fn.sql
create or replace function field.likeness_of(
  organisation uuid, cell integer, service_date date, slot field.slot, count integer, place_kind field.place_kind,
  gender field.gender, age_band field.age_band, first_time boolean, seen_recently integer
)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.part_id(organisation, concat_ws(
    '/', 'row', cell, service_date, slot, count, coalesce(place_kind::text, ''), gender, age_band,
    coalesce(first_time::text, ''), seen_recently
  ))
$$;
comment on function field.likeness_of(uuid, integer, date, field.slot, integer, field.place_kind, field.gender, field.age_band, boolean, integer) is
  'What an imported row says, as a digest: equal rows of any accounts, teams and files of an organisation have the same one. Ids tell accounts and teams apart, so they cannot.';
revoke all on function field.likeness_of(uuid, integer, date, field.slot, integer, field.place_kind, field.gender, field.age_band, boolean, integer) from public;

-- logic: files/remember-gone.fn.sql
create or replace function field.remember_gone(encounters uuid[])
returns void
language sql volatile security invoker
-- A file's rows by their ids: hashed, not looked up one by one.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  insert into field.gone_row (
    id, organisation_id, team_id, service_date, owner, file, likeness, file_likeness, received_at, gone_at
  )
  select e.id, e.organisation_id, r.team_id, e.service_date, v.recorder_id, v.batch_id, i.likeness, i.file_likeness,
    v.received_at, greatest(release.now(), v.received_at)
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

-- logic: files/remove-batch-rows.fn.sql
create or replace function field.remove_batch_rows(batch uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  contacts bigint;
  encounters bigint;
  visits bigint;
begin
  perform field.remember_gone(array(
    select e.id from field.visit v join field.encounter e on e.visit_id = v.id where v.batch_id = batch
  ));
  -- From the leaves up, set by set: cascades row by row are slower.
  delete from field.contact c using field.encounter e, field.visit v
  where c.encounter_id = e.id and e.visit_id = v.id and v.batch_id = batch;
  get diagnostics contacts = row_count;
  delete from field.encounter e using field.visit v where e.visit_id = v.id and v.batch_id = batch;
  get diagnostics encounters = row_count;
  delete from field.visit v where v.batch_id = batch;
  get diagnostics visits = row_count;
  delete from field.round r where r.batch_id = batch;
  delete from field.recorder r where r.batch_id = batch;
  delete from field.import_row r where r.batch_id = batch;
  return jsonb_build_object('visits', visits, 'encounters', encounters, 'contacts', contacts);
end
$$;
comment on function field.remove_batch_rows(uuid) is 'Deletes what a batch brought and answers how many rows; what a window counted of it is noted (field.remember_gone).';
revoke all on function field.remove_batch_rows(uuid) from public;

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

-- logic: release/contributions.fn.sql
create or replace function release.contributions(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[], unit release.unit, secret bytea,
  as_of timestamptz
)
returns table (
  cell integer, recorder uuid, place_kind field.place_kind, age_band field.age_band, gender field.gender,
  n bigint, key_sum numeric
)
-- plpgsql: its statements are planned with the dates known, so that only the window is scanned.
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  scan_from date := least(first_day, (select min(v.service_date) from field.visit v where v.id = any (late)));
begin
  return query
  select v.cell, v.recorder, e.place_kind, c.age_band, c.gender,
    count(*), sum(release.record_key(secret, c.contributor))
  from release.counted_visits(organisation, team, first_day, last_day, late, as_of) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = contributions.organisation and e.service_date between scan_from and last_day
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = contributions.organisation and c.service_date between scan_from and last_day
  left join release.copies(organisation, team, scan_from, first_day, last_day, as_of) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living'
    and (not c.seen_recently or unit = 'every_contact')
  group by v.cell, v.recorder, e.place_kind, c.age_band, c.gender;
end
$$;
comment on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea, timestamptz) is
  'What releases count, added up by cell, recorder and kind of youth: contacts of counted visits received by a moment, not at a living site, once for each row however often it was imported, and (by the policy''s unit) not already met in the last 4 weeks. Contributors go no further than the sum of their record keys, which is null without a secret.';
revoke all on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea, timestamptz) from public;

-- logic: release/copies.fn.sql
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

-- logic: release/counted-visits.fn.sql
create or replace function release.counted_visits(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[], as_of timestamptz
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
    and v.received_at <= as_of
    and v.service_date <= release.today(o.time_zone) - 6
    and v.site_id is null and not v.at_living_site
    and r.status in ('done', 'validated')
    and (counted_visits.team is null or r.team_id = counted_visits.team)
$$;
comment on function release.counted_visits(uuid, uuid, date, date, uuid[], timestamptz) is
  'Visits that releases count: received by a moment, of done rounds at least 6 days old, not at a living site; of one team or (null) all. recorder is null while it does not count yet.';
revoke all on function release.counted_visits(uuid, uuid, date, date, uuid[], timestamptz) from public;

-- logic: release/draw-season.fn.sql
create or replace function release.draw_season(organisation uuid, starts_on date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  policy release.policy := release.current_policy(organisation);
  season release.season;
begin
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select organisation, policy.id, draw_season.starts_on, draw_season.starts_on + 363,
    exists (
      select from release.contributions(
        organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null,
        release.now()
      )
    ),
    release.now()
  returning * into season;
  if season.learned then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_squares(season, policy) n;
    perform release.add_leaves(season.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(season, policy) s
    ) p;
  end if;
  return season.id;
end
$$;
comment on function release.draw_season(uuid, date) is
  'Opens a season: learned where the 52 weeks before it have contributions (and then charged to the ledger), else left to fixed squares.';
revoke all on function release.draw_season(uuid, date) from public;

-- logic: release/due-windows.fn.sql
create or replace function release.due_windows(organisation uuid)
returns table (tier release.tier, team_id uuid, starts_on date, ends_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with audience as materialized (
    select a.* from release.audiences(due_windows.organisation) a
    where release.first_record(due_windows.organisation, a.team_id) is not null
  ),
  clock as materialized (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before
    from org.organisation o where o.id = due_windows.organisation
  )
  select a.tier, a.team_id, u.starts_on, u.ends_on
  from clock
  cross join audience a
  cross join lateral release.unpublished_windows(due_windows.organisation, a.tier, a.team_id) u
  where u.due_on <= clock.today and u.ends_on < clock.over_before
  order by u.ends_on, a.tier, a.team_id
$$;
comment on function release.due_windows(uuid) is
  'Windows that can be published today, oldest first; those without records too, since silence would tell that nothing was recorded.';
revoke all on function release.due_windows(uuid) from public;

-- logic: release/due-work.fn.sql
create or replace function release.due_work(organisation uuid)
returns table (layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'encounters'::release.layer, d.tier, d.team_id, d.starts_on, d.ends_on
  from release.due_windows(due_work.organisation) d
  union all
  select q.layer, 'lead'::release.tier, null::uuid, u.starts_on, u.ends_on
  from (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before
    from org.organisation o where o.id = due_work.organisation
  ) clock
  cross join (values ('sites'::release.layer), ('research')) q (layer)
  cross join lateral release.unpublished_quarters(due_work.organisation, q.layer) u
  where u.due_on <= clock.today and u.ends_on < clock.over_before
  order by ends_on, layer, tier, team_id
$$;
comment on function release.due_work(uuid) is
  'Everything that can be published today, of every layer, oldest first; windows without records too, since silence would tell that there are none.';
revoke all on function release.due_work(uuid) from public;

-- logic: release/late-visits.fn.sql
create or replace function release.late_visits(published release.window)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  with home as (
    -- Earlier windows of the same audience. What came after such a window joins the one published next, and no other:
    -- so what counts here came after the last publication that could have taken it.
    select w.starts_on, w.ends_on, greatest(w.published_at, (
      select max(m.published_at) from release.window m
      where m.organisation_id = w.organisation_id and m.tier = w.tier and m.layer = w.layer
        and m.team_id is not distinct from w.team_id and m.starts_on > w.starts_on
        and m.id <> (published).id and m.published_at <= (published).published_at
    )) as since
    from release.window w
    where w.organisation_id = (published).organisation_id
      and w.tier = (published).tier and w.layer = (published).layer
      and w.team_id is not distinct from (published).team_id
      and w.ends_on < (published).starts_on
  )
  select coalesce(array_agg(v.id), '{}')
  from home h
  join release.policy p on p.id = (published).policy_id
  join org.organisation o on o.id = (published).organisation_id
  cross join lateral release.rules(p, (published).tier) r
  join field.visit v on v.organisation_id = o.id
    and v.service_date between greatest(h.starts_on, (h.since at time zone o.time_zone)::date - r.late_days) and h.ends_on
  where v.received_at > h.since and v.received_at <= (published).published_at
    and (v.received_at at time zone o.time_zone)::date - v.service_date <= r.late_days
$$;
comment on function release.late_visits(release.window) is
  'Visits of earlier windows that came after those were published, young enough to join this one and not taken by another; visits of other teams among them.';
revoke all on function release.late_visits(release.window) from public;

-- logic: release/noisy-squares.fn.sql
create or replace function release.noisy_squares(season release.season, policy release.policy)
returns table (square integer, size_km smallint, noisy bigint)
language sql volatile security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.cell, c.n from release.contributions(
      (season).organisation_id, null, (season).starts_on - 364, (season).starts_on - 1, '{}', (policy).unit, null,
      (season).drawn_at
    ) c
  ),
  size as (
    select km from unnest('{1,2,4,8}'::integer[]) km
  ),
  counted as (
    select grid.square_of(c.cell, s.km) as square, s.km, sum(c.n)::bigint as n
    from contribution c cross join size s group by 1, 2
  ),
  every as (
    select distinct grid.square_of(c.cell, s.km) as square, s.km
    from release.territory((select array_agg(p.cell) from release.planned_cells(season) p)) t (root)
    cross join lateral grid.cells_of(t.root, 8) c (cell)
    cross join size s
  )
  -- Noise for every square, also where nobody was met: its absence would tell.
  select e.square, e.km::smallint, coalesce(c.n, 0) + release.geometric_noise(3, 4)
  from every e
  left join counted c on c.square = e.square and c.km = e.km
$$;
comment on function release.noisy_squares(release.season, release.policy) is
  'Counts of the contributions of the 52 weeks before a season, in every square of its territory at four levels, each with two-sided geometric noise (3/4, epsilon ln(4/3) a level).';
revoke all on function release.noisy_squares(release.season, release.policy) from public;

-- logic: release/publish-window.fn.sql
create or replace function release.publish_window(
  organisation uuid, tier release.tier, team uuid, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs more than it saves.
set jit = off
set search_path = ''
as $$
declare
  secret bytea := release.secret();
  policy release.policy := release.current_policy(organisation);
  published release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  -- No record is late for so long: what is gone is forgotten.
  delete from field.gone_row g
  where g.organisation_id = publish_window.organisation and g.service_date < publish_window.ends_on - 364;
  insert into release.window (organisation_id, season_id, policy_id, tier, team_id, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, publish_window.starts_on), policy.id, publish_window.tier, team,
    publish_window.starts_on, publish_window.ends_on, release.now(), publish_window.published_by
  )
  returning * into published;
  insert into release.cell (window_id, breakdown, category, leaf_id, class)
  select published.id, c.breakdown, c.category, c.leaf_id, c.class
  from release.shown_cells(published, policy, secret) c;
  perform audit.write('window_published', team, jsonb_build_object('window', published.id), organisation);
  return published;
end
$$;
comment on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) is
  'Publishes one window for ever: draws its season if it is the first, bounds, perturbs, cuts and stores classes. RP010 without the secret, RP012 over a published window.';
revoke all on function release.publish_window(uuid, release.tier, uuid, date, date, uuid) from public;

-- logic: release/refuse-future.fn.sql
create or replace function release.refuse_future()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if new.ends_on >= release.over_before(new.organisation_id) then
    perform org.refuse('RP006', 'A window of real records is over before it is published.');
  end if;
  return new;
end
$$;
comment on function release.refuse_future() is
  'No window of an organisation that is not fictitious ends on the real day or later, whatever the service clock says: RP006.';
revoke all on function release.refuse_future() from public;

create or replace trigger window_not_in_future
before insert on release.window
for each row execute function release.refuse_future();

-- logic: release/rules.fn.sql
create or replace function release.rules(policy release.policy, tier release.tier)
returns table (k0 integer, k1 integer, k2 integer, weeks integer, lag_days integer, late_days integer)
language sql immutable security invoker rows 1
set search_path = ''
as $$
  select
    case tier when 'educator' then (policy).educator_k0 else (policy).lead_k0 end,
    case tier when 'educator' then (policy).educator_k1 else (policy).lead_k1 end,
    case tier when 'lead' then (policy).lead_k2 end,
    case tier when 'educator' then (policy).educator_weeks else (policy).lead_weeks end,
    case tier when 'educator' then (policy).educator_lag_days else (policy).lead_lag_days end,
    case tier when 'educator' then 28 else 91 end
$$;
comment on function release.rules(release.policy, release.tier) is
  'A tier''s part of a policy. late_days: how old, on arrival, a record whose window is published may be to join the next one to be published.';
revoke all on function release.rules(release.policy, release.tier) from public;

-- logic: release/slices.fn.sql
create or replace function release.slices(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text, recorder uuid, n bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on,
      release.late_visits(published), unit, secret, (published).published_at
    ) c
  )
  select l.leaf_id, s.breakdown, s.category, c.recorder, sum(c.n)::bigint, sum(c.key_sum)
  from contribution c
  join release.leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l on l.cell = c.cell
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', c.place_kind::text),
    ('age_band', c.age_band::text), ('gender', c.gender::text)
  ) s (breakdown, category)
  where s.category <> '?' and ((published).tier = 'lead' or s.breakdown in ('total', 'place_kind'))
  group by l.leaf_id, s.breakdown, s.category, c.recorder
$$;
comment on function release.slices(release.window, release.unit, bytea) is
  'Contributions of a window by leaf, category and recorder; contacts are scanned once.';
revoke all on function release.slices(release.window, release.unit, bytea) from public;

-- logic: release/visited-leaves.fn.sql
create or replace function release.visited_leaves(published release.window)
returns setof integer
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, v.service_date
    from release.counted_visits(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}',
      (published).published_at
    ) v
    where v.reached
  )
  select l.leaf_id
  from release.leaves_at((published).season_id, (select array_agg(cell) from visit)) l
  join visit v on v.cell = l.cell
  group by l.leaf_id
  having count(*) >= 3 and count(distinct v.service_date) >= 3
$$;
comment on function release.visited_leaves(release.window) is
  'Leaves with at least 3 done visits on 3 dates within the window; visits that did not reach their place do not count.';
revoke all on function release.visited_leaves(release.window) from public;

-- logic: research/flow-tally.fn.sql
create or replace function release.flow_tally(published release.window, kind release.flow_origin)
returns table (origin integer, destination integer, n bigint)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  unit release.unit := (select p.unit from release.policy p where p.id = published.policy_id);
begin
  return query
  select coalesce(d.square, -1), grid.square_of(v.cell, 8), count(*)
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}', published.published_at) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  cross join lateral (
    select case kind when 'living' then e.living_district else e.previous_district end as told
  ) f
  left join release.districts_of(published.season_id) d (square) on d.square = grid.square_of(f.told, 8)
  where e.place_kind <> 'living' and f.told is not null
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.flow_tally(release.window, release.flow_origin) is
  'True flows of a quarter: contributions by the 8 km district that they told (where they live, or were before; -1 outside the territory) and the one they were met in. One contribution adds one to one pair at most.';
revoke all on function release.flow_tally(release.window, release.flow_origin) from public;

-- logic: research/research-tally.fn.sql
create or replace function release.research_tally(published release.window)
returns table (leaf_id integer, breakdown release.breakdown, category text, n bigint)
language sql stable security invoker
set search_path = ''
as $$
  with contribution as materialized (
    select c.* from release.contributions(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}',
      (select p.unit from release.policy p where p.id = (published).policy_id), null, (published).published_at
    ) c
  )
  select l.leaf_id, s.breakdown, s.category, sum(c.n)::bigint
  from contribution c
  join release.research_leaves_at((published).season_id, (select array_agg(k.cell) from contribution k)) l
    on l.cell = c.cell
  cross join lateral (values
    ('total'::release.breakdown, 'all'), ('place_kind', c.place_kind::text),
    ('age_band', c.age_band::text), ('gender', c.gender::text)
  ) s (breakdown, category)
  group by l.leaf_id, s.breakdown, s.category
$$;
comment on function release.research_tally(release.window) is
  'True counts of contributions of a quarter by research leaf and category. A contribution is one contact, so it adds one to one category of each breakdown and no more: this is what bounds it. Nothing arrives 13 weeks late, so nothing joins from the quarter before.';
revoke all on function release.research_tally(release.window) from public;

-- logic: research/research-visits.fn.sql
create or replace function release.research_visits(published release.window)
returns table (leaf_id integer, visits integer)
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, count(*) as n
    from release.counted_visits(
      (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}',
      (published).published_at
    ) v
    where v.reached
    group by v.cell
  )
  select l.leaf_id, sum(v.n)::integer
  from release.research_leaves_at((published).season_id, (select array_agg(cell) from visit)) l
  join visit v on v.cell = l.cell
  group by l.leaf_id
$$;
comment on function release.research_visits(release.window) is
  'Complete visits of a quarter by research leaf, living sites excepted: staff activity, which is told without noise.';
revoke all on function release.research_visits(release.window) from public;

