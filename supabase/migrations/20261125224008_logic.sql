-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: access/account-namespace.fn.sql
create or replace function field.account_namespace(member org.member)
returns uuid
language sql immutable security invoker
set search_path = ''
as $$
  select field.own_id(member.organisation_id, member.user_id)
$$;
comment on function field.account_namespace(org.member) is
  'Owner of an account''s device-made ids, and the id of its recorder row where the server makes that row: the same after an undo.';
revoke all on function field.account_namespace(org.member) from public;

-- logic: access/caller.fn.sql
create or replace function org.caller()
returns org.member
language sql stable security invoker
set search_path = ''
as $$
  select m.* from org.member m where m.user_id = (select auth.uid()) and m.left_at is null
$$;
comment on function org.caller() is
  'Current membership of the signed-in account (auth.uid(), never user_metadata); null for a stranger.';
revoke all on function org.caller() from public;

-- logic: access/own-id.fn.sql
create or replace function field.own_id(owner uuid, device_id uuid)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select encode(substring(sha256(uuid_send(owner) || uuid_send(device_id)) from 1 for 16), 'hex')::uuid
$$;
comment on function field.own_id(uuid, uuid) is
  'Stored id of a row whose id was made on a device: an account can neither meet nor probe another account''s rows.';
revoke all on function field.own_id(uuid, uuid) from public;

-- logic: access/part-id.fn.sql
create or replace function field.part_id(whole uuid, part text)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select encode(substring(sha256(uuid_send(whole) || convert_to(part, 'UTF8')) from 1 for 16), 'hex')::uuid
$$;
comment on function field.part_id(uuid, text) is
  'Id of a row that exists once per part of a whole, such as the round of a batch on one date and slot.';
revoke all on function field.part_id(uuid, text) from public;

-- logic: access/refuse.fn.sql
create or replace function org.refuse(code text, hint text)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  raise exception using
    errcode = refuse.code,
    message = case refuse.code
      when '42501' then 'not_allowed'
      when 'RP001' then 'bad_argument'
      when 'RP002' then 'not_found'
      when 'RP003' then 'already_done'
      when 'RP004' then 'conflict'
      when 'RP005' then 'outside_grid'
      when 'RP006' then 'date_in_future'
      when 'RP007' then 'too_many'
      when 'RP010' then 'secret_missing'
      when 'RP011' then 'nothing_due'
      when 'RP012' then 'window_overlaps'
      else 'refused'
    end,
    hint = refuse.hint;
end
$$;
comment on function org.refuse(text, text) is
  'Raises a house error: SQLSTATE, its one word, and a short English hint that never holds data.';
revoke all on function org.refuse(text, text) from public;

-- logic: access/require-cells.fn.sql
create or replace function org.require_cells(cells integer[])
returns void
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if cells is null or coalesce(array_ndims(cells), 0) > 1 or array_position(cells, null) is not null
    or cardinality(cells) = 0 then
    perform org.refuse('RP001', 'cells is a list of cell numbers.');
  end if;
  if cardinality(cells) > 20000 then
    perform org.refuse('RP007', 'A sector has at most 20000 cells.');
  end if;
  if exists (select from unnest(cells) c where c not between 0 and 99999999) then
    perform org.refuse('RP005', 'A cell lies outside the grid.');
  end if;
end
$$;
comment on function org.require_cells(integer[]) is
  'Raises unless this is a list of 1 to 20,000 cells of the grid: RP001, RP007 or RP005.';
revoke all on function org.require_cells(integer[]) from public;

-- logic: access/require-sector-team.fn.sql
create or replace function org.require_sector_team(caller org.member, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if caller.role = 'lead' and team is distinct from caller.team_id then
    perform org.refuse('42501', 'Leads change the sectors of their own team.');
  end if;
end
$$;
comment on function org.require_sector_team(org.member, uuid) is
  'Admins change every team''s sectors, leads their own team''s; otherwise 42501.';
revoke all on function org.require_sector_team(org.member, uuid) from public;

-- logic: access/require-sector.fn.sql
create or replace function org.require_sector(caller org.member, sector uuid)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  team uuid;
begin
  select s.team_id into team from org.sector s
  where s.id = require_sector.sector and s.organisation_id = caller.organisation_id
  for update;
  if team is null then
    perform org.refuse('RP002', 'There is no such sector.');
  end if;
  perform org.require_sector_team(caller, team);
  return team;
end
$$;
comment on function org.require_sector(org.member, uuid) is
  'Locks a sector that the caller may change and returns its team; RP002 if the organisation has no such sector.';
revoke all on function org.require_sector(org.member, uuid) from public;

-- logic: access/require-team.fn.sql
create or replace function org.require_team(organisation uuid, team uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if not exists (
    select from org.team t
    where t.id = require_team.team and t.organisation_id = require_team.organisation
  ) then
    perform org.refuse('RP002', 'There is no such team.');
  end if;
end
$$;
comment on function org.require_team(uuid, uuid) is
  'Raises RP002 unless the team belongs to the organisation; the same answer for another organisation''s team.';
revoke all on function org.require_team(uuid, uuid) from public;

-- logic: access/require.fn.sql
create or replace function org.require(variadic roles org.role[])
returns org.member
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  member org.member := org.caller();
begin
  -- "is distinct from true": a stranger's role is null.
  if (member.role = any (roles)) is distinct from true then
    perform org.refuse('42501', 'Your account does not have this right.');
  end if;
  return member;
end
$$;
comment on function org.require(org.role[]) is
  'The caller''s membership if its role is one of these; otherwise 42501 not_allowed, the same for a stranger.';
revoke all on function org.require(org.role[]) from public;

-- logic: audit/refuse-change.fn.sql
create or replace function audit.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- The retention function alone sets this, for its own transaction, to delete rows past their age.
  if tg_op = 'DELETE' and current_setting('repere.audit_retention', true) = 'on' then
    return old;
  end if;
  perform org.refuse('42501', 'The audit log is append-only.');
  return null;
end
$$;
comment on function audit.refuse_change() is
  'Keeps audit.event append-only, for its owner too; only retention may delete.';
revoke all on function audit.refuse_change() from public;

create or replace trigger event_append_only
before update or delete on audit.event
for each row execute function audit.refuse_change();

create or replace trigger event_no_truncate
before truncate on audit.event
for each statement execute function audit.refuse_change();

-- logic: audit/write.fn.sql
create or replace function audit.write(action text, subject uuid, counts jsonb default '{}', organisation uuid default null)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  -- The real clock, not the service clock: an injected day must not rewrite history.
  insert into audit.event (organisation_id, happened_at, actor, via, action, subject, counts)
  select
    coalesce(organisation, (org.caller()).organisation_id),
    clock_timestamp(),
    (select auth.uid()),
    case
      when (select auth.uid()) is null then 'system'
      when (select auth.jwt()) ->> 'via' = 'command_line' then 'command_line'
      else 'http'
    end,
    action,
    subject,
    counts
$$;
comment on function audit.write(text, uuid, jsonb, uuid) is
  'Adds an audit row in the caller''s transaction: ids and row counts, never a cell or a count of youths.';
revoke all on function audit.write(text, uuid, jsonb, uuid) from public;

-- logic: clock/lock-key.fn.sql
create or replace function release.lock_key(organisation uuid)
returns bigint
language sql immutable strict security invoker
set search_path = ''
as $$
  -- 'x' || hex :: bit(64) reads the first 8 bytes of the digest as a signed 64-bit number.
  select ('x' || encode(substring(sha256('release/'::bytea || uuid_send(organisation)) from 1 for 8), 'hex'))::bit(64)::bigint
$$;
comment on function release.lock_key(uuid) is
  'Advisory lock of an organisation''s records: writers take it shared, publication exclusively, so that received_at is never earlier than a publication it missed.';
revoke all on function release.lock_key(uuid) from public;

-- logic: clock/now.fn.sql
create or replace function release.now()
returns timestamptz
language sql volatile security invoker
set search_path = ''
as $$
  -- Wall clock, not transaction start: a transaction that waited for a lock must not look older than what it
  -- waited for. With a fixed day the clock still advances (10,000 times slower, from noon UTC), so that two
  -- moments 10 ms apart keep their order across restarts.
  select case
    when nullif(current_setting('repere.today', true), '') is null then clock_timestamp()
    else (current_setting('repere.today', true)::date + time '12:00') at time zone 'UTC'
      + (clock_timestamp() - timestamptz '2024-01-01 00:00:00+00') / 10000
  end
$$;
comment on function release.now() is
  'The service clock: the real time, or the fixed day of the transaction setting repere.today (server option --today).';
revoke all on function release.now() from public;

-- logic: clock/today.fn.sql
create or replace function release.today(time_zone text)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(
    nullif(current_setting('repere.today', true), '')::date,
    (clock_timestamp() at time zone time_zone)::date
  )
$$;
comment on function release.today(text) is
  'Calendar day of the service clock in an IANA time zone; the fixed day where repere.today is set.';
revoke all on function release.today(text) from public;

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
      and v.site_id is null and v.outcome is distinct from 'not_reached'
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

-- logic: coverage/coverage.fn.sql
create or replace function api.coverage(sector uuid default null, slot text default null)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  return (
    select jsonb_build_object(
      'cell', coalesce(jsonb_agg(c.cell_step order by c.cell, c.slot), '[]'),
      'slot', coalesce(jsonb_agg(c.slot order by c.cell, c.slot), '[]'),
      'state', coalesce(jsonb_agg(c.state order by c.cell, c.slot), '[]'),
      'days', coalesce(jsonb_agg(c.days order by c.cell, c.slot), '[]')
    )
    from (
      select k.*, k.cell - lag(k.cell, 1, 0) over (order by k.cell, k.slot) as cell_step
      from field.coverage_of(caller, coverage.sector, coverage.slot) k
    ) c
  );
end
$$;
comment on function api.coverage(uuid, text) is
  'Where teams went in 26 weeks, by cell and slot: educators their team, leads the organisation. Columns of equal length; cell holds differences. Unknown sectors and slots answer empty columns.';
revoke all on function api.coverage(uuid, text) from public;
grant execute on function api.coverage(uuid, text) to authenticated;

-- logic: files/account-recorder.fn.sql
create or replace function field.account_recorder(member org.member)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid;
begin
  insert into field.recorder (id, organisation_id, user_id, counts_from)
  values (
    field.account_namespace(member), member.organisation_id, member.user_id,
    (member.joined_at at time zone 'UTC')::date + 28
  )
  on conflict do nothing;
  select r.id into recorder from field.recorder r
  where r.organisation_id = member.organisation_id and r.user_id = member.user_id;
  return recorder;
end
$$;
comment on function field.account_recorder(org.member) is
  'Recorder row of an account, made when first needed; it counts from 4 weeks after the account joined.';
revoke all on function field.account_recorder(org.member) from public;

-- logic: files/approve-recorder-column.fn.sql
create or replace function api.approve_recorder_column(batch uuid, approve boolean)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  asked field.import_batch;
begin
  if approve is null then
    perform org.refuse('RP001', 'approve is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select b.* into asked from field.import_batch b
  where b.id = batch and b.organisation_id = caller.organisation_id and b.has_recorder_column
  for update;
  if asked.id is null then
    perform org.refuse('RP002', 'There is no such import with a recorder column.');
  end if;
  if asked.finished_at is null or asked.undone_at is not null then
    perform org.refuse('RP004', 'The import is not finished, or it was undone.');
  end if;
  if asked.recorder_approved_by is not null and (asked.recorder_approved_at is not null) = approve then
    perform org.refuse('RP003', 'This was already decided so.');
  end if;
  update field.import_batch b set
    recorder_approved_at = case when approve then release.now() end,
    recorder_approved_by = caller.id
  where b.id = asked.id;
  perform audit.write(case when approve then 'recorder_column_approved' else 'recorder_column_declined' end, asked.id);
  return jsonb_build_object('id', asked.id, 'recorder_approved', approve);
end
$$;
comment on function api.approve_recorder_column(uuid, boolean) is
  'Dpo: lets the values of a finished import''s recorder column count as recorders, or not. Published windows do not change.';
revoke all on function api.approve_recorder_column(uuid, boolean) from public;
grant execute on function api.approve_recorder_column(uuid, boolean) to authenticated;

-- logic: files/batches.fn.sql
create or replace function api.batches()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object('batches', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', b.id, 'started_at', b.started_at, 'finished_at', b.finished_at, 'undone_at', b.undone_at,
      'accepted', b.accepted, 'repeated', b.repeated, 'has_recorder_column', b.has_recorder_column,
      'recorder_approved', case when b.recorder_approved_by is not null then b.recorder_approved_at is not null end,
      'file_digest', case when b.importer = caller.id then encode(b.file_digest, 'hex') end
    ) order by b.started_at desc, b.id)
    from field.import_batch b
    where b.organisation_id = caller.organisation_id
      and case caller.role when 'lead' then b.importer = caller.id else b.has_recorder_column end
  ), '[]'));
end
$$;
comment on function api.batches() is
  'Lead: own imports, newest first. Dpo: imports with a recorder column; recorder_approved is null while undecided.';
revoke all on function api.batches() from public;
grant execute on function api.batches() to authenticated;

-- logic: files/fate-of.fn.sql
create or replace function field.fate_of(caller org.member, tier release.tier, counts jsonb)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- privacy.md, Rule 0: a record later than its window joins the next one if at most one window length old
  -- (4 weeks of educators, 13 of leads), else it feeds only coverage and the next partition.
  with organisation as (
    select release.today(o.time_zone) as today from org.organisation o where o.id = caller.organisation_id
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
        when d.service_date >= o.today - case fate_of.tier when 'educator' then 28 else 91 end then 'next_window'
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

-- logic: files/forget-unused-recorder.fn.sql
create or replace function field.forget_unused_recorder(member org.member)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Only the row that account_recorder() made: it comes back with the same id and date when needed again.
  delete from field.recorder r where r.id = field.account_namespace(member);
exception when foreign_key_violation then
  -- Another record of the account still names it, so it stays.
  return;
end
$$;
comment on function field.forget_unused_recorder(org.member) is
  'Removes the recorder row that an import made for its importer, unless another record names it.';
revoke all on function field.forget_unused_recorder(org.member) from public;

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
  'Lead: takes up to 5,000 rows of a file, in any order and as often as needed; finish ends the batch. Refused rows are answered by index and code, the others stored once.';
revoke all on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) from public;
grant execute on function api.import_batch(uuid, uuid, text, boolean, jsonb, boolean) to authenticated;

-- logic: files/import-fate.fn.sql
create or replace function api.import_fate(counts jsonb)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_day_counts(counts);
  return field.fate_of(caller, 'lead', counts)
    || jsonb_build_object('educator', field.fate_of(caller, 'educator', counts));
end
$$;
comment on function api.import_fate(jsonb) is
  'Lead, before an import: how many of these rows (by service date) a coming map can show, join to the next window, or feed only coverage; for the lead''s map, and under "educator" for the team''s.';
revoke all on function api.import_fate(jsonb) from public;
grant execute on function api.import_fate(jsonb) to authenticated;

-- logic: files/note-progress.fn.sql
create or replace function field.note_progress(
  batch field.import_batch, accepted integer, repeated integer, finish boolean, taken_at timestamptz
)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  noted field.import_batch;
begin
  -- Nothing new for a finished batch: a second import of the same file changes nothing at all.
  if batch.finished_at is not null and note_progress.accepted = 0 then
    return;
  end if;
  update field.import_batch b set
    accepted = b.accepted + note_progress.accepted,
    repeated = b.repeated + note_progress.repeated,
    finished_at = case when finish then taken_at end
  where b.id = batch.id
  returning b.* into noted;
  if finish then
    perform audit.write(
      'import_finished', batch.id, jsonb_build_object('accepted', noted.accepted, 'repeated', noted.repeated)
    );
  end if;
end
$$;
comment on function field.note_progress(field.import_batch, integer, integer, boolean, timestamptz) is
  'Adds up what a batch took; new rows reopen a finished batch until the next finish.';
revoke all on function field.note_progress(field.import_batch, integer, integer, boolean, timestamptz) from public;

-- logic: files/open-batch.fn.sql
create or replace function field.open_batch(
  caller org.member, batch uuid, team uuid, file_digest bytea, has_recorder_column boolean, taken_at timestamptz
)
returns field.import_batch
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  opened field.import_batch := field.own_batch(caller, batch);
begin
  if opened.id is null then
    insert into field.import_batch (id, organisation_id, team_id, importer, file_digest, started_at, has_recorder_column)
    values (
      field.own_id(field.account_namespace(caller), batch), caller.organisation_id, team, caller.id,
      open_batch.file_digest, taken_at, open_batch.has_recorder_column
    )
    on conflict do nothing;
    opened := field.own_batch(caller, batch);
    perform audit.write('import_started', opened.id);
  end if;
  if opened.undone_at is not null then
    update field.import_batch b set
      team_id = team, file_digest = open_batch.file_digest, has_recorder_column = open_batch.has_recorder_column,
      started_at = taken_at, finished_at = null, undone_at = null,
      recorder_approved_at = null, recorder_approved_by = null, accepted = 0, repeated = 0
    where b.id = opened.id
    returning b.* into opened;
    perform audit.write('import_started', opened.id);
  end if;
  if (opened.team_id, opened.file_digest, opened.has_recorder_column)
    is distinct from (team, open_batch.file_digest, open_batch.has_recorder_column) then
    perform org.refuse('RP004', 'This batch was started with another file, team or recorder column.');
  end if;
  return opened;
end
$$;
comment on function field.open_batch(org.member, uuid, uuid, bytea, boolean, timestamptz) is
  'Starts, resumes or (after an undo) restarts a batch of the caller and locks it; RP004 if its file or team differs.';
revoke all on function field.open_batch(org.member, uuid, uuid, bytea, boolean, timestamptz) from public;

-- logic: files/own-batch.fn.sql
create or replace function field.own_batch(caller org.member, batch uuid)
returns field.import_batch
language sql volatile security invoker
set search_path = ''
as $$
  -- By the id that the device made or by the stored id that api.batches() answers; its importer's only.
  select b.* from field.import_batch b
  where b.id in (batch, field.own_id(field.account_namespace(caller), batch)) and b.importer = caller.id
  limit 1
  for update
$$;
comment on function field.own_batch(org.member, uuid) is
  'Locks and returns an import batch of the caller; null if unknown or another account''s.';
revoke all on function field.own_batch(org.member, uuid) from public;

-- logic: files/parse-day.fn.sql
create or replace function field.parse_day(day text)
returns date
language sql immutable strict security invoker
set search_path = ''
as $$
  -- The day is counted from the first of the month: 31 February falls into March and is refused, not raised.
  select case
    when day ~ '^(199[0-9]|20[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      and extract(month from make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1)
        = substr(day, 6, 2)::integer
    then make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1
  end
$$;
comment on function field.parse_day(text) is 'A day YYYY-MM-DD from 1990 to 2099, or null; never an error.';
revoke all on function field.parse_day(text) from public;

-- logic: files/read-import-rows.fn.sql
create or replace function field.read_import_rows(rows jsonb, today date, has_recorder_column boolean)
returns table (
  index integer, code text, id uuid, cell integer, service_date date, slot field.slot, count integer,
  place_kind field.place_kind, minutes integer, outcome field.visit_outcome, gender field.gender,
  age_band field.age_band, first_time boolean, seen_recently integer, recorder integer
)
language sql stable security invoker
set search_path = ''
as $$
  -- A number's JSON text has no quotes, so one pattern checks its type and its form before any cast.
  with typed as materialized (
    select (n - 1)::integer as index, r,
      case when r ->> 'id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (r ->> 'id')::uuid end as id,
      case when (r -> 'cell')::text ~ '^[0-9]{1,8}$' then (r ->> 'cell')::integer end as cell,
      field.parse_day(r ->> 'service_date') as service_date,
      case when r ->> 'slot' = any (enum_range(null::field.slot)::text[])
        then (r ->> 'slot')::field.slot end as slot,
      case when (r -> 'count')::text ~ '^([0-9]{1,2}|[1-4][0-9]{2}|500)$' then (r ->> 'count')::integer end as count,
      case when r ->> 'place_kind' = any (enum_range(null::field.place_kind)::text[])
        then (r ->> 'place_kind')::field.place_kind end as place_kind,
      case when (r -> 'minutes')::text ~ '^[0-9]{1,4}$' then (r ->> 'minutes')::integer end as minutes,
      case when r ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])
        then (r ->> 'outcome')::field.visit_outcome end as outcome,
      case when coalesce(r ->> 'gender', '?') = any (enum_range(null::field.gender)::text[])
        then coalesce(r ->> 'gender', '?')::field.gender end as gender,
      case when coalesce(r ->> 'age_band', '?') = any (enum_range(null::field.age_band)::text[])
        then coalesce(r ->> 'age_band', '?')::field.age_band end as age_band,
      case when jsonb_typeof(r -> 'first_time') = 'boolean' then (r ->> 'first_time')::boolean end as first_time,
      case
        when r ->> 'seen_recently' is null then 0
        when (r -> 'seen_recently')::text ~ '^[0-9]{1,3}$' then (r ->> 'seen_recently')::integer
      end as seen_recently,
      case when (r -> 'recorder')::text ~ '^[0-9]{1,4}$' then (r ->> 'recorder')::integer end as recorder
    from jsonb_array_elements(rows) with ordinality as element (r, n)
  )
  select t.index,
    case
      when jsonb_typeof(r) <> 'object' or t.id is null then 'bad_value'
      when t.cell is null then 'bad_cell'
      when t.service_date is null then 'bad_value'
      when t.service_date > today then 'date_in_future'
      when t.slot is null then 'bad_slot'
      when t.count is null then 'bad_count'
      when t.place_kind is null and (t.count > 0 or r ->> 'place_kind' is not null) then 'bad_place_kind'
      when r ->> 'outcome' is not null and (t.outcome is null or (t.outcome = 'met') <> (t.count > 0)) then 'bad_outcome'
      when r ->> 'minutes' is not null and (t.minutes is null or t.minutes > 1440) then 'bad_value'
      when t.gender is null or t.age_band is null then 'bad_value'
      when r ->> 'first_time' is not null and t.first_time is null then 'bad_value'
      when t.seen_recently is null or t.seen_recently > t.count then 'bad_value'
      when r ->> 'recorder' is not null and (t.recorder is null or not has_recorder_column) then 'bad_value'
    end,
    t.id, t.cell, t.service_date, t.slot, t.count, t.place_kind, t.minutes,
    coalesce(t.outcome, case when t.count > 0 then 'met' else 'nobody' end::field.visit_outcome),
    t.gender, t.age_band, t.first_time, t.seen_recently, t.recorder
  from typed t
$$;
comment on function field.read_import_rows(jsonb, date, boolean) is
  'Reads the rows of an import call; code is null for a good row, otherwise why it is refused. Never raises on what it reads.';
revoke all on function field.read_import_rows(jsonb, date, boolean) from public;

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
comment on function field.remove_batch_rows(uuid) is 'Deletes what a batch brought and answers how many rows.';
revoke all on function field.remove_batch_rows(uuid) from public;

-- logic: files/require-day-counts.fn.sql
create or replace function field.require_day_counts(counts jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(counts) = 'array') is distinct from true then
    perform org.refuse('RP001', 'counts is a list of {service_date, rows}.');
  end if;
  if jsonb_array_length(counts) > 40000 then
    perform org.refuse('RP007', 'counts has at most 40000 days.');
  end if;
  if exists (
    select from jsonb_array_elements(counts) c
    where field.parse_day(c ->> 'service_date') is null
      or ((c -> 'rows')::text ~ '^[0-9]{1,7}$') is distinct from true
  ) then
    perform org.refuse('RP001', 'counts is a list of {service_date: YYYY-MM-DD, rows: whole number}.');
  end if;
end
$$;
comment on function field.require_day_counts(jsonb) is 'Raises RP001 or RP007 unless this is a list of row counts by service date.';
revoke all on function field.require_day_counts(jsonb) from public;

-- logic: files/require-import.fn.sql
create or replace function field.require_import(batch uuid, file_digest text, has_recorder_column boolean, rows jsonb, finish boolean)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if batch is null or has_recorder_column is null or finish is null or file_digest is null
    or file_digest !~ '^[0-9A-Fa-f]{64}$' then
    perform org.refuse('RP001', 'batch, file_digest (SHA-256 as hex), has_recorder_column and finish are needed.');
  end if;
  if (jsonb_typeof(rows) = 'array') is distinct from true then
    perform org.refuse('RP001', 'rows is a list.');
  end if;
  if jsonb_array_length(rows) > 5000 then
    perform org.refuse('RP007', 'Send at most 5000 rows at a time.');
  end if;
  -- 50,000 youths: about the most that one call can store within a request's time.
  if (
    select sum((r -> 'count')::text::integer) from jsonb_array_elements(rows) r
    where (r -> 'count')::text ~ '^[0-9]{1,3}$'
  ) > 50000 then
    perform org.refuse('RP007', 'Send fewer rows at a time: their counts add up to more than 50000.');
  end if;
end
$$;
comment on function field.require_import(uuid, text, boolean, jsonb, boolean) is
  'Raises RP001 or RP007 for arguments of an import call that are no call at all; single rows are judged one by one later.';
revoke all on function field.require_import(uuid, text, boolean, jsonb, boolean) from public;

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
      r.service_date || '/' || r.slot || '/' || r.cell || '/' || coalesce(r.recorder::text, '') || '/' || publications
        as visit_part
    from taken t join read r on r.row_id = t.id and r.code is null cross join epoch
    order by t.id, r.index
  ),
  round_ids as materialized (
    select round_part, field.part_id(batch.id, round_part) as round_id, min(service_date) as service_date, min(slot) as slot
    from fresh group by round_part
  ),
  visit_ids as materialized (
    select visit_part, min(round_part) as round_part, field.part_id(batch.id, visit_part) as visit_id,
      min(recorder) as recorder, min(cell) as cell, max(minutes) as minutes,
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
      minutes, outcome, received_at
    )
    select v.visit_id, batch.organisation_id, i.round_id, take_import_rows.recorder,
      case when v.recorder is not null then field.part_id(batch.id, 'recorder/' || v.recorder) end,
      batch.id, v.cell, i.service_date, i.slot, v.minutes,
      ('{met,seen_avoided,nobody,not_reached}'::field.visit_outcome[])[v.outcome_rank], taken_at
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

-- logic: files/undo-batch.fn.sql
create or replace function api.undo_batch(batch uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  opened field.import_batch;
  removed jsonb;
begin
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  opened := field.own_batch(caller, batch);
  if opened.id is null then
    perform org.refuse('RP002', 'There is no such import.');
  end if;
  if opened.undone_at is not null then
    perform org.refuse('RP003', 'The import was already undone.');
  end if;
  removed := field.remove_batch_rows(opened.id);
  perform field.forget_unused_recorder(caller);
  update field.import_batch b set undone_at = release.now() where b.id = opened.id;
  perform audit.write('import_undone', opened.id, jsonb_build_object('accepted', opened.accepted));
  return removed;
end
$$;
comment on function api.undo_batch(uuid) is
  'Its importer: removes everything an import brought; the batch itself stays, marked undone. What is published stays published.';
revoke all on function api.undo_batch(uuid) from public;
grant execute on function api.undo_batch(uuid) to authenticated;

-- logic: grid/cells-of.fn.sql
create or replace function grid.cells_of(square integer, size_km integer)
returns setof integer
language sql immutable strict parallel safe security invoker rows 16
set search_path = ''
as $$
  select square + north * 10000 + east
  from generate_series(0, size_km - 1) north cross join generate_series(0, size_km - 1) east
  order by north, east
$$;
comment on function grid.cells_of(integer, integer) is
  'The 1 km cells of a square, row by row from its lower-left cell.';
revoke all on function grid.cells_of(integer, integer) from public;

-- logic: grid/ensure.fn.sql
create or replace function grid.ensure(srid integer, offset_e_km integer default 0, offset_n_km integer default 0)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known text;
  definition integer;
begin
  if ensure.offset_e_km not between -9999 and 9999 or ensure.offset_n_km not between -9999 and 9999 then
    perform org.refuse('RP001', 'The offsets of a grid are -9999 to 9999 km.');
  end if;
  select btrim(s.proj4text) into known from extensions.spatial_ref_sys s where s.srid = ensure.srid;
  -- Kilometres are cut from metres: a CRS in degrees or feet would cut them elsewhere.
  if known is null or known !~ '\+units=m( |$)' or known ~ '\+proj=(longlat|geocent)' then
    perform org.refuse('RP001', 'srid names a projected CRS in metres.');
  end if;
  insert into grid.definition as d (srid, offset_e_km, offset_n_km, proj4)
  values (ensure.srid, ensure.offset_e_km, ensure.offset_n_km, known)
  -- An update that changes nothing, so that a known grid is returned too. Its words stay: cells were cut with them.
  on conflict on constraint definition_srid_offset_e_km_offset_n_km_key do update set srid = excluded.srid
  returning d.id into definition;
  return definition;
end
$$;
comment on function grid.ensure(integer, integer, integer) is
  'Id of the grid of 1 km squares in a projected CRS in metres, made when first needed; RP001 for another CRS.';
revoke all on function grid.ensure(integer, integer, integer) from public;

-- logic: grid/square-of.fn.sql
create or replace function grid.square_of(cell integer, size_km integer)
returns integer
language sql immutable strict parallel safe security invoker
-- Bound when it is made, so it needs no search_path of its own, and the planner writes it into the query:
-- a million cells take no million calls.
return cell / 10000 / size_km * size_km * 10000 + cell % 10000 / size_km * size_km;
comment on function grid.square_of(integer, integer) is
  'The square of 1, 2, 4 or 8 km that holds a cell (or a smaller square), named by its lower-left cell; src/domain/grid.ts calls it coarsen.';
revoke all on function grid.square_of(integer, integer) from public;

-- logic: heatmap/describe-rules.fn.sql
create or replace function release.describe_rules(policy release.policy, tier release.tier)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'k0', r.k0, 'd', release.noise_bound(), 'weeks', r.weeks, 'lag_days', r.lag_days,
    'visits', 3, 'dates', 3,
    'classes', (
      select jsonb_agg(jsonb_build_object('class', b.class, 'from', b.bound, 'to', b.above - 1) order by b.class)
      from (
        select u.class, u.bound, lead(u.bound) over (order by u.class) as above
        from unnest(release.class_bounds(tier)) with ordinality u (bound, class)
      ) b
    )
  )
  from release.rules(policy, tier) r
$$;
comment on function release.describe_rules(release.policy, release.tier) is
  'The rules of a tier as the legend tells them: threshold, noise, length and lag of windows, classes (the last has no end).';
revoke all on function release.describe_rules(release.policy, release.tier) from public;

-- logic: heatmap/heat-span.fn.sql
create or replace function release.heat_span(
  caller org.member, tier text, breakdown text, category text, from_window text, to_window text
)
returns table (season_id integer, windows integer[], starts_on date, ends_on date)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with seen as materialized (
    select w.* from release.visible_windows(caller, heat_span.tier) w
    where release.is_offered(heat_span.tier, heat_span.breakdown, heat_span.category)
  )
  select first.season_id, array_agg(w.id order by w.starts_on), min(w.starts_on), max(w.ends_on)
  from seen first
  join seen last on last.season_id = first.season_id and last.starts_on >= first.starts_on
  join seen w on w.season_id = first.season_id and w.starts_on between first.starts_on and last.starts_on
  where first.starts_on = field.parse_day(from_window) and last.starts_on = field.parse_day(to_window)
  group by first.season_id
$$;
comment on function release.heat_span(org.member, text, text, text, text, text) is
  'The windows of a range that lies in one season and that a member may see; no row for anything else.';
revoke all on function release.heat_span(org.member, text, text, text, text, text) from public;

-- logic: heatmap/heat.fn.sql
create or replace function api.heat(
  tier text, breakdown text default 'total', category text default 'all', from_window text default null, to_window text default null
)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  span record;
  bounds integer[];
begin
  select s.* into span from release.heat_span(caller, tier, breakdown, category, from_window, to_window) s;
  if span.windows is null then
    return '{"season_id": null, "windows": 0, "from": null, "to": null, "leaf": [], "class": [], "at_least": []}';
  end if;
  bounds := release.class_bounds(tier::release.tier);
  return (
    with shown as (
      select c.leaf_id, sum(bounds[c.class])::integer as at_least
      from release.cell c
      where c.window_id = any (span.windows)
        and c.breakdown = heat.breakdown::release.breakdown and c.category = heat.category
      group by c.leaf_id
    ),
    every as (
      select l.id, l.id - lag(l.id, 1, 0) over (order by l.id) as step, coalesce(s.at_least, 0) as at_least
      from release.leaf l left join shown s on s.leaf_id = l.id
      where l.season_id = span.season_id
    )
    select jsonb_build_object(
      'season_id', span.season_id, 'windows', cardinality(span.windows), 'from', span.starts_on, 'to', span.ends_on,
      'leaf', to_jsonb(array_agg(e.step order by e.id)),
      -- Bounds are whole numbers: a mean reaches one exactly when its whole part does.
      'class', to_jsonb(array_agg(width_bucket(e.at_least / cardinality(span.windows), bounds) order by e.id)),
      'at_least', to_jsonb(array_agg(e.at_least order by e.id))
    )
    from every e
  );
end
$$;
comment on function api.heat(text, text, text, text, text) is
  'Educators and leads: every leaf of a season over a range of published windows, named by their first days: the class of the mean of the windows'' lower bounds (0: not published) and the sum of those bounds. Anything unknown or not the caller''s answers the same empty shape.';
revoke all on function api.heat(text, text, text, text, text) from public;
grant execute on function api.heat(text, text, text, text, text) to authenticated;

-- logic: heatmap/leaf-history.fn.sql
create or replace function api.leaf_history(tier text, leaf integer, breakdown text default 'total', category text default 'all')
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
begin
  if not release.is_offered(tier, breakdown, category) then
    return '{"windows": [], "class": []}';
  end if;
  return (
    select jsonb_build_object(
      'windows', coalesce(to_jsonb(array_agg(w.starts_on order by w.starts_on)), '[]'),
      'class', coalesce(to_jsonb(array_agg(coalesce(c.class, 0) order by w.starts_on)), '[]')
    )
    from release.visible_windows(caller, leaf_history.tier) w
    join release.leaf l on l.season_id = w.season_id and l.id = leaf_history.leaf
    left join release.cell c on c.window_id = w.id and c.leaf_id = l.id
      and c.breakdown = leaf_history.breakdown::release.breakdown and c.category = leaf_history.category
  );
end
$$;
comment on function api.leaf_history(text, integer, text, text) is
  'Educators and leads: class of one leaf in every window of its season that they may see (0: not published). Anything unknown answers empty columns.';
revoke all on function api.leaf_history(text, integer, text, text) from public;
grant execute on function api.leaf_history(text, integer, text, text) to authenticated;

-- logic: heatmap/leaves.fn.sql
create or replace function api.leaves(season integer)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known integer := (
    select s.id from release.season s
    where s.id = leaves.season and exists (
      select from unnest('{educator,lead}'::text[]) t (tier)
      cross join lateral release.visible_windows(caller, t.tier) w
      where w.season_id = s.id
    )
  );
begin
  return (
    with numbered as (
      select l.id, row_number() over (order by l.id) - 1 as place, l.id - lag(l.id, 1, 0) over (order by l.id) as step
      from release.leaf l where l.season_id = known
    ),
    placed as (
      select s.square, s.size_km, s.square - lag(s.square, 1, 0) over (order by s.square) as step,
        n.place - lag(n.place, 1, 0::bigint) over (order by s.square) as place_step
      from release.leaf_square s join numbered n on n.id = s.leaf_id
      where s.season_id = known
    )
    select jsonb_build_object(
      'season_id', coalesce(known, 0),
      'leaf', (select coalesce(to_jsonb(array_agg(n.step order by n.id)), '[]') from numbered n),
      'square_leaf_index', coalesce(to_jsonb(array_agg(p.place_step order by p.square)), '[]'),
      'square', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'size_km', coalesce(to_jsonb(array_agg(p.size_km order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.leaves(integer) is
  'Educators and leads: the leaves of a season that has windows they may see, as columns: differences of leaf ids (ascending), and for each square (ascending, as differences) its leaf''s place in that list (as differences) and its size. Any other season answers empty columns and season 0.';
revoke all on function api.leaves(integer) from public;
grant execute on function api.leaves(integer) to authenticated;

-- logic: heatmap/visible-windows.fn.sql
create or replace function release.visible_windows(caller org.member, tier text)
returns setof release.window
language sql stable security invoker rows 10
set search_path = ''
as $$
  select w.*
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  where w.organisation_id = caller.organisation_id and w.layer = 'encounters'
    and case visible_windows.tier
      when 'educator' then w.tier = 'educator' and w.team_id = caller.team_id
      when 'lead' then w.tier = 'lead' and caller.role = 'lead'
      else false
    end
    and w.ends_on >= release.today(o.time_zone) - 364
  order by w.starts_on
$$;
comment on function release.visible_windows(org.member, text) is
  'Published windows that a member may see, oldest first: own team''s for educators and leads, the organisation''s for leads. Those that ended more than 52 weeks ago are withdrawn.';
revoke all on function release.visible_windows(org.member, text) from public;

-- logic: heatmap/windows.fn.sql
create or replace function api.windows(tier text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  -- The caller's own tier stands in for one that is not theirs to ask for; such a question finds no window.
  own text := case
    when windows.tier in ('educator', caller.role::text) then windows.tier else caller.role::text
  end;
  bounds integer[] := release.class_bounds(own::release.tier);
begin
  return jsonb_build_object(
    'policy', release.describe_rules(release.current_policy(caller.organisation_id), own::release.tier),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'shown_leaves', shown.leaves, 'at_least', shown.at_least
      ) order by w.starts_on)
      from release.visible_windows(caller, windows.tier) w
      cross join lateral (
        select count(*) as leaves, coalesce(sum(bounds[c.class]), 0) as at_least
        from release.cell c where c.window_id = w.id and c.breakdown = 'total' and c.category = 'all'
      ) shown
    ), '[]'),
    'next', case when own = windows.tier then (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_windows(
        caller.organisation_id, own::release.tier, case own when 'educator' then caller.team_id end
      ) u
      limit 1
    ) end
  );
end
$$;
comment on function api.windows(text) is
  'Educators and leads: published windows of a tier, oldest first, with the number of shown leaves and the sum of their lower bounds; the rules; and the window that comes next (due_on in the past while it waits for a lead to publish it).';
revoke all on function api.windows(text) from public;
grant execute on function api.windows(text) to authenticated;

-- logic: release/add-leaves.fn.sql
create or replace function release.add_leaves(season integer, names integer[], squares integer[], sizes_km smallint[])
returns void
language sql volatile security invoker
set search_path = ''
as $$
  with given as (
    select g.*, dense_rank() over (order by g.name) as place
    from unnest(names, squares, sizes_km) g (name, square, size_km)
  ),
  made as (
    insert into release.leaf (season_id)
    select add_leaves.season from generate_series(1, (select max(place) from given))
    returning id
  ),
  numbered as (
    select id, row_number() over (order by id) as place from made
  )
  insert into release.leaf_square (season_id, square, size_km, leaf_id)
  select add_leaves.season, g.square, g.size_km, n.id from given g join numbered n using (place)
$$;
comment on function release.add_leaves(integer, integer[], integer[], smallint[]) is
  'Adds leaves to a season: squares with the same name (any number) make one leaf, numbered in the order of names.';
revoke all on function release.add_leaves(integer, integer[], integer[], smallint[]) from public;

-- logic: release/audiences.fn.sql
create or replace function release.audiences(organisation uuid)
returns table (tier release.tier, team_id uuid)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'lead'::release.tier, null::uuid
  union all
  select 'educator', t.id from org.team t where t.organisation_id = audiences.organisation
$$;
comment on function release.audiences(uuid) is
  'For whom windows are published: the organisation''s leads, and the educators of each team.';
revoke all on function release.audiences(uuid) from public;

-- logic: release/cell-key.fn.sql
create or replace function release.cell_key(published release.window, leaf_identity bytea, key_sum numeric, secret bytea)
returns bigint
language sql immutable security invoker
set search_path = ''
as $$
  -- 76 bytes, every part of fixed width, so that no two meanings share a message (record keys sign 16 bytes):
  -- layer 2, organisation 16, tier 2, team 16 (zeros: none), first day 4 (days since 2000-01-01), leaf 32, sum 4.
  select ('x' || encode(substring(extensions.hmac(
    int2send(case (published).layer when 'encounters' then 1::smallint when 'sites' then 2::smallint end)
      || uuid_send((published).organisation_id)
      || int2send(case (published).tier when 'educator' then 1::smallint when 'lead' then 2::smallint end)
      || uuid_send(coalesce((published).team_id, '00000000-0000-0000-0000-000000000000'::uuid))
      || date_send((published).starts_on)
      || leaf_identity
      || substring(int8send(release.plain_cell_key(key_sum, 4294967296)::bigint) from 5 for 4),
    secret, 'sha256'
  ) from 1 for 4), 'hex'))::bit(32)::bigint
$$;
comment on function release.cell_key(release.window, bytea, numeric, bytea) is
  'Cell key bound to layer, window and leaf: the same people have the same noise within one window and leaf, and unrelated noise elsewhere. Serial ids take no part: a database made anew gives the same noise.';
revoke all on function release.cell_key(release.window, bytea, numeric, bytea) from public;

-- logic: release/class-bounds.fn.sql
create or replace function release.class_bounds(tier release.tier)
returns integer[]
language sql immutable strict parallel safe security invoker
return case tier when 'educator' then '{10,15,25,40}'::integer[] else '{15,25,40,60,100}'::integer[] end;
comment on function release.class_bounds(release.tier) is
  'Lower bounds of a tier''s classes, class 1 first: fixed, so that colours mean the same at every time and zoom.';
revoke all on function release.class_bounds(release.tier) from public;

-- logic: release/contributions.fn.sql
create or replace function release.contributions(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[], unit release.unit, secret bytea
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
  -- Late visits lie at most one window (26 weeks) before the first day.
  scan_from date := first_day - case when cardinality(late) = 0 then 0 else 182 end;
begin
  return query
  select v.cell, v.recorder, e.place_kind, c.age_band, c.gender,
    count(*), sum(release.record_key(secret, c.contributor))
  from release.counted_visits(organisation, team, first_day, last_day, late) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = contributions.organisation and e.service_date between scan_from and last_day
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = contributions.organisation and c.service_date between scan_from and last_day
  where e.place_kind <> 'living'
    and (not c.seen_recently or unit = 'every_contact')
  group by v.cell, v.recorder, e.place_kind, c.age_band, c.gender;
end
$$;
comment on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea) is
  'What releases count, added up by cell, recorder and kind of youth: contacts of counted visits, not at a living site, and (by the policy''s unit) not already met in the last 4 weeks. Contributors go no further than the sum of their record keys, which is null without a secret.';
revoke all on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea) from public;

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
    and v.site_id is null
    and r.status in ('done', 'validated')
    and (counted_visits.team is null or r.team_id = counted_visits.team)
$$;
comment on function release.counted_visits(uuid, uuid, date, date, uuid[]) is
  'Visits that releases count: of done rounds at least 6 days old, not at a living site; of one team or (null) all. recorder is null while it does not count yet.';
revoke all on function release.counted_visits(uuid, uuid, date, date, uuid[]) from public;

-- logic: release/cover-territory.fn.sql
create or replace function release.cover_territory(season integer)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  drawn release.season;
  policy release.policy;
  cells integer[];
  sizes_km integer[];
  roots integer[];
begin
  select s.* into drawn from release.season s where s.id = season;
  select p.* into policy from release.policy p where p.id = drawn.policy_id;
  select array_agg(c.cell), array_agg(greatest(c.finest_km, policy.min_leaf_km, policy.first_season_km))
  into cells, sizes_km
  from release.planned_cells(drawn) c;
  roots := array(
    select t.square from release.territory(cells) t (square)
    where not exists (
      select from release.leaf_square s
      where s.season_id = cover_territory.season and grid.square_of(s.square, 8) = t.square
    )
  );
  if cardinality(roots) > 0 then
    perform release.add_leaves(season, array_agg(f.leaf), array_agg(f.square), array_agg(f.size_km))
    from release.fixed_squares(roots, cells, sizes_km) f;
  end if;
end
$$;
comment on function release.cover_territory(integer) is
  'Adds fixed leaves for every 8 km square of the territory that a season does not cover: all of them in a first season, afterwards those that sectors added since.';
revoke all on function release.cover_territory(integer) from public;

-- logic: release/current-policy.fn.sql
create or replace function release.current_policy(organisation uuid)
returns release.policy
language sql stable security invoker
set search_path = ''
as $$
  select p.* from release.policy p
  where p.organisation_id = current_policy.organisation
  order by p.version desc
  limit 1
$$;
comment on function release.current_policy(uuid) is 'The newest version of an organisation''s protection policy.';
revoke all on function release.current_policy(uuid) from public;

-- logic: release/describe-publication.fn.sql
create or replace function release.describe_publication(caller org.member, published release.window)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'tier', (published).tier, 'team_id', (published).team_id,
    'starts_on', (published).starts_on, 'ends_on', (published).ends_on,
    'leaves', (select count(*) from release.leaf l where l.season_id = (published).season_id),
    -- Another team's educator release is not this lead's to see, not even how much of it is shown.
    'shown', case when (published).team_id is null or (published).team_id = caller.team_id then (
      select count(*) from release.cell c where c.window_id = (published).id and c.breakdown = 'total'
    ) end
  )
$$;
comment on function release.describe_publication(org.member, release.window) is
  'A window just published, as its publisher may see it; shown is null for another team''s.';
revoke all on function release.describe_publication(org.member, release.window) from public;

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
        organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null
      )
    ),
    release.now()
  returning * into season;
  if season.learned then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
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
    select release.today(o.time_zone) as today from org.organisation o where o.id = due_windows.organisation
  )
  select a.tier, a.team_id, u.starts_on, u.ends_on
  from clock
  cross join audience a
  cross join lateral release.unpublished_windows(due_windows.organisation, a.tier, a.team_id) u
  where u.due_on <= clock.today
  order by u.ends_on, a.tier, a.team_id
$$;
comment on function release.due_windows(uuid) is
  'Windows that can be published today, oldest first; those without records too, since silence would tell that nothing was recorded.';
revoke all on function release.due_windows(uuid) from public;

-- logic: release/first-record.fn.sql
create or replace function release.first_record(organisation uuid, team uuid)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select min(r.service_date) from field.round r
  where r.organisation_id = first_record.organisation
    and (first_record.team is null or r.team_id = first_record.team)
    and r.status in ('done', 'validated')
$$;
comment on function release.first_record(uuid, uuid) is
  'Day of the first done round of a team, or (team null) of an organisation; null before it.';
revoke all on function release.first_record(uuid, uuid) from public;

-- logic: release/fixed-squares.fn.sql
create or replace function release.fixed_squares(roots integer[], cells integer[], sizes_km integer[])
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with wish as (
    select distinct grid.square_of(w.cell, w.km) as square, w.km from unnest(cells, sizes_km) w (cell, km)
  ),
  -- Where sectors ask for different sizes, the larger square wins.
  part as (
    select w.* from wish w
    where grid.square_of(w.square, 8) = any (roots)
      and not exists (select from wish larger where larger.km > w.km and larger.square = grid.square_of(w.square, larger.km))
  ),
  -- The rest of each 8 km square, in the largest squares that hold no part and lie in none.
  free as (
    select r.root, grid.square_of(c.cell, s.km) as square, s.km
    from unnest(roots) r (root)
    cross join lateral grid.cells_of(r.root, 8) c (cell)
    cross join (values (2), (4), (8)) s (km)
    where not exists (
      select from part p where p.square = grid.square_of(c.cell, p.km)
        or grid.square_of(p.square, s.km) = grid.square_of(c.cell, s.km)
    )
    group by 1, 2, 3
  )
  select p.square, p.square, p.km::smallint from part p
  union all
  select min(f.square) over (partition by f.root), f.square, f.km::smallint
  from free f
  where not exists (select from free larger where larger.km > f.km and larger.square = grid.square_of(f.square, larger.km))
$$;
comment on function release.fixed_squares(integer[], integer[], integer[]) is
  'Partition of 8 km squares without looking at data: squares of the size that each planned cell asks for (2, 4 or 8 km), and the rest of each 8 km square as one leaf. A leaf is named by one of its squares.';
revoke all on function release.fixed_squares(integer[], integer[], integer[]) from public;

-- logic: release/geometric-noise.fn.sql
create or replace function release.geometric_noise(numerator integer, denominator integer)
returns integer
language plpgsql volatile strict security invoker
set search_path = ''
as $$
declare
  -- Bytes from here on are thrown away, so that a byte modulo the denominator is uniform.
  usable constant integer := 256 / denominator * denominator;
  bytes bytea := extensions.gen_random_bytes(32);
  at integer := 0;
  drawn integer;
  total integer := 0;
  direction integer := 1;
begin
  -- The difference of two geometric variables is the two-sided one: P(k) = (1 - a) / (1 + a) * a^|k|, a = num/den.
  loop
    if at = 32 then
      bytes := extensions.gen_random_bytes(32);
      at := 0;
    end if;
    drawn := get_byte(bytes, at);
    at := at + 1;
    continue when drawn >= usable;
    if drawn % denominator < numerator then
      total := total + direction;
    elsif direction = 1 then
      direction := -1;
    else
      return total;
    end if;
  end loop;
end
$$;
comment on function release.geometric_noise(integer, integer) is
  'Two-sided geometric noise with rational parameter num/den (0 < num < den <= 256), exact: integers from a cryptographic generator, no floating point (Ghosh et al. 2009; Canonne, Kamath, Steinke 2020).';
revoke all on function release.geometric_noise(integer, integer) from public;

-- logic: release/is-offered.fn.sql
create or replace function release.is_offered(tier text, breakdown text, category text)
returns boolean
language sql immutable security invoker
set search_path = ''
as $$
  select coalesce(case
    when is_offered.tier not in ('educator', 'lead') then false
    when is_offered.breakdown = 'total' then is_offered.category = 'all'
    when is_offered.breakdown = 'place_kind' then is_offered.category in ('wandering', 'activity')
    when is_offered.tier <> 'lead' or is_offered.category = '?' then false
    when is_offered.breakdown = 'age_band' then is_offered.category = any (enum_range(null::field.age_band)::text[])
    when is_offered.breakdown = 'gender' then is_offered.category = any (enum_range(null::field.gender)::text[])
  end, false)
$$;
comment on function release.is_offered(text, text, text) is
  'Whether a tier''s releases have this breakdown and category. "?" is no category: it would tell who was not asked.';
revoke all on function release.is_offered(text, text, text) from public;

-- logic: release/late-visits.fn.sql
create or replace function release.late_visits(published release.window)
returns uuid[]
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(array_agg(v.id), '{}')
  from release.window before
  join release.policy p on p.id = (published).policy_id
  cross join lateral release.rules(p, before.tier) r
  join org.organisation o on o.id = before.organisation_id
  join field.visit v on v.organisation_id = before.organisation_id
    and v.service_date between before.starts_on and before.ends_on
  where before.organisation_id = (published).organisation_id
    and before.tier = (published).tier and before.layer = (published).layer
    and before.team_id is not distinct from (published).team_id
    and before.ends_on = (published).starts_on - 1
    and v.received_at > before.published_at
    and (v.received_at at time zone o.time_zone)::date - v.service_date <= r.late_days
$$;
comment on function release.late_visits(release.window) is
  'Visits of the window just before that came after it was published, and young enough to join this one; visits of other teams among them.';
revoke all on function release.late_visits(release.window) from public;

-- logic: release/lattice-start.fn.sql
create or replace function release.lattice_start(day date, weeks integer)
returns date
language sql immutable strict parallel safe security invoker
return date '2024-01-01' + (floor((day - date '2024-01-01') / (7.0 * weeks)) * 7 * weeks)::integer;
comment on function release.lattice_start(date, integer) is
  'First day of the window of so many weeks that holds a day: windows are counted from Monday 2024-01-01, both ways.';
revoke all on function release.lattice_start(date, integer) from public;

-- logic: release/leaf-identities.fn.sql
create or replace function release.leaf_identities(season integer)
returns table (leaf_id integer, identity bytea)
language sql stable security invoker
set search_path = ''
as $$
  select s.leaf_id, sha256(string_agg(int4send(s.square) || int2send(s.size_km), ''::bytea order by s.square))
  from release.leaf_square s
  where s.season_id = leaf_identities.season
  group by s.leaf_id
$$;
comment on function release.leaf_identities(integer) is
  'What a leaf is, apart from its number: SHA-256 over its squares in ascending order, 4 bytes of square and 2 of size each.';
revoke all on function release.leaf_identities(integer) from public;

-- logic: release/learned-squares.fn.sql
create or replace function release.learned_squares(season release.season, policy release.policy)
returns table (leaf integer, square integer, size_km smallint)
language sql volatile security invoker
set search_path = ''
as $$
  -- A year's count stands for one educator window of 52 / weeks: n * weeks / 52 >= T in whole numbers.
  select s.leaf, s.square, s.size_km
  from (
    select array_agg(n.square) as squares, array_agg(n.size_km) as sizes, array_agg(n.noisy * (policy).educator_weeks) as values,
      array_agg(n.finest_km) as finest
    from release.noisy_squares(season, policy) n
  ) given
  cross join lateral release.split_squares(
    given.squares, given.sizes, given.values, given.finest, 52 * ((policy).educator_k0 + release.noise_bound())
  ) s
$$;
comment on function release.learned_squares(release.season, release.policy) is
  'Partition learned from the year before a season, with noise; T = educator k0 + D for one educator window.';
revoke all on function release.learned_squares(release.season, release.policy) from public;

-- logic: release/leaves-at.fn.sql
create or replace function release.leaves_at(season integer, cells integer[])
returns table (cell integer, leaf_id integer)
language sql stable security invoker
set search_path = ''
as $$
  select c.cell, s.leaf_id
  from (select distinct unnest(cells) as cell) c
  cross join unnest('{1,2,4,8}'::smallint[]) size (km)
  join release.leaf_square s
    on s.season_id = leaves_at.season and s.square = grid.square_of(c.cell, size.km) and s.size_km = size.km
$$;
comment on function release.leaves_at(integer, integer[]) is
  'Leaf of each cell in a season; cells outside the territory have none.';
revoke all on function release.leaves_at(integer, integer[]) from public;

-- logic: release/noise-bound.fn.sql
create or replace function release.noise_bound()
returns integer
language sql immutable parallel safe security invoker
return 5;
comment on function release.noise_bound() is 'D: the largest perturbation of staff releases.';
revoke all on function release.noise_bound() from public;

-- logic: release/noise.fn.sql
create or replace function release.noise(cell_key numeric, upper_bounds numeric[], perturbations integer[])
returns integer
language sql immutable strict parallel safe security invoker
-- width_bucket counts the bounds that do not exceed the key.
return perturbations[1 + width_bucket(cell_key, upper_bounds)];
comment on function release.noise(numeric, numeric[], integer[]) is
  'Perturbation of a row of a perturbation table: that of the first upper bound that exceeds the cell key.';
revoke all on function release.noise(numeric, numeric[], integer[]) from public;

-- logic: release/noisy-squares.fn.sql
create or replace function release.noisy_squares(season release.season, policy release.policy)
returns table (square integer, size_km integer, noisy bigint, finest_km integer)
language sql volatile security invoker
set search_path = ''
as $$
  with planned as materialized (
    select p.* from release.planned_cells(season) p
  ),
  contribution as materialized (
    select c.cell, c.n from release.contributions(
      (season).organisation_id, null, (season).starts_on - 364, (season).starts_on - 1, '{}', (policy).unit, null
    ) c
  ),
  size as (
    select km from unnest('{1,2,4,8}'::integer[]) km
  ),
  counted as (
    select grid.square_of(c.cell, s.km) as square, s.km, sum(c.n)::bigint as n
    from contribution c cross join size s group by 1, 2
  ),
  finest as (
    select grid.square_of(p.cell, s.km) as square, s.km, max(p.finest_km) as km_allowed
    from planned p cross join size s group by 1, 2
  ),
  every as (
    select distinct grid.square_of(c.cell, s.km) as square, s.km
    from release.territory((select array_agg(p.cell) from planned p)) t (root)
    cross join lateral grid.cells_of(t.root, 8) c (cell)
    cross join size s
  )
  -- Noise for every square, also where nobody was met: its absence would tell.
  select e.square, e.km, coalesce(c.n, 0) + release.geometric_noise(3, 4), greatest(f.km_allowed, (policy).min_leaf_km)
  from every e
  left join counted c on c.square = e.square and c.km = e.km
  left join finest f on f.square = e.square and f.km = e.km
$$;
comment on function release.noisy_squares(release.season, release.policy) is
  'Counts of the contributions of the 52 weeks before a season, in every square of its territory at four levels, each with two-sided geometric noise (3/4, epsilon ln(4/3) a level), and the smallest leaf allowed in it.';
revoke all on function release.noisy_squares(release.season, release.policy) from public;

-- logic: release/perturbed.fn.sql
create or replace function release.perturbed(published release.window, policy release.policy, secret bytea)
returns table (leaf_id integer, breakdown release.breakdown, category text, y bigint, passes boolean)
language sql stable security invoker
set search_path = ''
as $$
  with noisy as materialized (
    select t.*, release.staff_noise(release.cell_key(published, i.identity, t.key_sum, secret)) as v
    from release.tally(published, (policy).unit, secret) t
    join release.leaf_identities((published).season_id) i on i.leaf_id = t.leaf_id
  )
  -- The rule about the largest encounter (n without it + v >= k1 + D) needs no count of its own: an encounter has
  -- one recorder, so what is left without the busiest recorder is never more than what is left without it.
  -- One v for every condition: own draws would widen the edge (.229 to .320). Never a cut on the true count (.581).
  select c.leaf_id, c.breakdown, c.category, c.n + c.v,
    c.n + c.v >= r.k0 + release.noise_bound()
      and c.without_busiest + c.v >= r.k1 + release.noise_bound()
      and (r.k2 is null or c.without_two + c.v >= r.k2 + release.noise_bound())
  from noisy c
  cross join release.rules(policy, (published).tier) r
$$;
comment on function release.perturbed(release.window, release.policy, bytea) is
  'Noisy counts y of a window (a leaf or category without contribution stays 0 and has no row), and whether they pass every threshold and leave-out rule. Only for release.shown_cells: y is stored nowhere.';
revoke all on function release.perturbed(release.window, release.policy, bytea) from public;

-- logic: release/plain-cell-key.fn.sql
create or replace function release.plain_cell_key(key_sum numeric, modulus numeric)
returns numeric
language sql immutable strict parallel safe security invoker
return key_sum % modulus;
comment on function release.plain_cell_key(numeric, numeric) is
  'Cell key of the cell key method as published (Fraser & Wooton 2005; sdcTools, ONS): the sum of record keys modulo their range. Releases bind it to its place and time: release.cell_key.';
revoke all on function release.plain_cell_key(numeric, numeric) from public;

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
    where v.organisation_id = (season).organisation_id and v.site_id is null
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
  select d.* into due from release.due_windows(organisation) d limit 1;
  if due.tier is null then
    return null;
  end if;
  return release.publish_window(organisation, due.tier, due.team_id, due.starts_on, due.ends_on, publish_next.published_by);
end
$$;
comment on function release.publish_next(uuid, uuid) is
  'Publishes the oldest window that is due and returns it; null where nothing is due. One window a transaction: each has its own moment of publication.';
revoke all on function release.publish_next(uuid, uuid) from public;

-- logic: release/publish-status.fn.sql
create or replace function api.publish_status()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object(
    'due', (select count(*) from release.due_windows(caller.organisation_id)),
    'next_due_on', (
      select min(u.due_on)
      from release.audiences(caller.organisation_id) a
      cross join lateral release.unpublished_windows(caller.organisation_id, a.tier, a.team_id) u
      where release.first_record(caller.organisation_id, a.team_id) is not null
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id),
    'last', (
      select jsonb_build_object('tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on, 'published_at', w.published_at)
      from release.window w where w.organisation_id = caller.organisation_id
      order by w.published_at desc, w.id desc limit 1
    )
  );
end
$$;
comment on function api.publish_status() is
  'Lead, dpo: how many windows can be published today, the first day on which the next one can (in the past while some are due), how many are out, and the last one. No value.';
revoke all on function api.publish_status() from public;
grant execute on function api.publish_status() to authenticated;

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

-- logic: release/publish.fn.sql
create or replace function api.publish(dry_run boolean default false)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  due integer := (select count(*) from release.due_windows(caller.organisation_id));
  published release.window;
begin
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  if dry_run then
    return jsonb_build_object('published', (
      select jsonb_build_object('tier', d.tier, 'team_id', d.team_id, 'starts_on', d.starts_on, 'ends_on', d.ends_on)
      from release.due_windows(caller.organisation_id) d limit 1
    ), 'remaining', due);
  end if;
  published := release.publish_next(caller.organisation_id, caller.id);
  if published.id is null then
    perform org.refuse('RP011', 'Every window that is over is published.');
  end if;
  return jsonb_build_object(
    'published', release.describe_publication(caller, published),
    'remaining', (select count(*) from release.due_windows(caller.organisation_id))
  );
end
$$;
comment on function api.publish(boolean) is
  'Lead: publishes the oldest window that is due, of any team, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;

-- logic: release/record-key.fn.sql
create or replace function release.record_key(secret bytea, contributor uuid)
returns bigint
language sql immutable strict parallel safe security invoker
-- Written into the query that calls it (see grid.square_of): a million record keys take no million calls.
return ('x' || encode(substring(extensions.hmac(uuid_send(contributor), secret, 'sha256') from 1 for 4), 'hex'))::bit(32)::bigint;
comment on function release.record_key(bytea, uuid) is
  'Record key of a contribution: big-endian uint32 of the first 4 bytes of HMAC-SHA256(secret, contributor as 16 bytes).';
revoke all on function release.record_key(bytea, uuid) from public;

-- logic: release/refuse-change.fn.sql
create or replace function release.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  gone boolean := false;
begin
  -- The one way out is the deletion of the whole organisation: rows go when what they belong to is already gone.
  if tg_op = 'DELETE' then
    gone := case tg_table_name
      when 'leaf' then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when 'leaf_square' then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when 'cell' then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
      else not exists (select from org.organisation o where o.id = (to_jsonb(old) ->> 'organisation_id')::uuid)
    end;
  end if;
  if not gone then
    perform org.refuse('42501', 'What is published stays as it is.');
  end if;
  return old;
end
$$;
comment on function release.refuse_change() is
  'Keeps policies, seasons, leaves, windows, cells and the ledger as they were written, for their owner too; they go only with their organisation.';
revoke all on function release.refuse_change() from public;

create or replace trigger policy_immutable
before update or delete on release.policy
for each row execute function release.refuse_change();

create or replace trigger policy_no_truncate
before truncate on release.policy
for each statement execute function release.refuse_change();

create or replace trigger season_immutable
before update or delete on release.season
for each row execute function release.refuse_change();

create or replace trigger season_no_truncate
before truncate on release.season
for each statement execute function release.refuse_change();

create or replace trigger leaf_immutable
before update or delete on release.leaf
for each row execute function release.refuse_change();

create or replace trigger leaf_no_truncate
before truncate on release.leaf
for each statement execute function release.refuse_change();

create or replace trigger leaf_square_immutable
before update or delete on release.leaf_square
for each row execute function release.refuse_change();

create or replace trigger leaf_square_no_truncate
before truncate on release.leaf_square
for each statement execute function release.refuse_change();

create or replace trigger window_immutable
before update or delete on release.window
for each row execute function release.refuse_change();

create or replace trigger window_no_truncate
before truncate on release.window
for each statement execute function release.refuse_change();

create or replace trigger cell_immutable
before update or delete on release.cell
for each row execute function release.refuse_change();

create or replace trigger cell_no_truncate
before truncate on release.cell
for each statement execute function release.refuse_change();

create or replace trigger ledger_immutable
before update or delete on release.ledger
for each row execute function release.refuse_change();

create or replace trigger ledger_no_truncate
before truncate on release.ledger
for each statement execute function release.refuse_change();

-- logic: release/refuse-overlap.fn.sql
create or replace function release.refuse_overlap()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Taken here too, so that two direct inserts cannot pass each other unseen.
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if exists (
    select from release.window w
    where w.organisation_id = new.organisation_id and w.tier = new.tier and w.layer = new.layer
      and w.team_id is not distinct from new.team_id
      and w.starts_on <= new.ends_on and w.ends_on >= new.starts_on
  ) then
    perform org.refuse('RP012', 'A published window covers some of these days.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overlap() is
  'No day lies in two windows of a tier, layer and team, whoever inserts them: RP012.';
revoke all on function release.refuse_overlap() from public;

create or replace trigger window_no_overlap
before insert on release.window
for each row execute function release.refuse_overlap();

-- logic: release/refuse-overspending.fn.sql
create or replace function release.refuse_overspending()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if new.epsilon_micro + (
    select coalesce(sum(l.epsilon_micro), 0) from release.ledger l where l.season_id = new.season_id
  ) > 4500000 then
    perform org.refuse('RP004', 'The privacy budget of this season is spent.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overspending() is
  'Keeps the ledger of a season at or below epsilon 4.5, whoever charges it: RP004.';
revoke all on function release.refuse_overspending() from public;

create or replace trigger ledger_within_budget
before insert on release.ledger
for each row execute function release.refuse_overspending();

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
  'A tier''s part of a policy. late_days: how old, on arrival, a record of the window before may be to join the next one.';
revoke all on function release.rules(release.policy, release.tier) from public;

-- logic: release/season-of.fn.sql
create or replace function release.season_of(organisation uuid, day date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  season integer := (
    select s.id from release.season s
    where s.organisation_id = organisation and day between s.starts_on and s.ends_on
  );
begin
  if season is null then
    season := release.draw_season(organisation, release.season_start(organisation, day));
  end if;
  -- Sectors may have grown since: their new squares become leaves, drawn without looking at data.
  perform release.cover_territory(season);
  return season;
end
$$;
comment on function release.season_of(uuid, date) is
  'Season in which a window that starts on this day belongs, drawn when it is first needed and grown with the territory. Only under the organisation''s publication lock.';
revoke all on function release.season_of(uuid, date) from public;

-- logic: release/season-start.fn.sql
create or replace function release.season_start(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select anchor.day + (floor((season_start.day - anchor.day) / 364.0) * 364)::integer
  from (
    select coalesce(
      (select min(s.starts_on) from release.season s where s.organisation_id = organisation),
      (
        select release.lattice_start(min(c.service_date), 13) from field.contact c
        where c.organisation_id = organisation
      ),
      release.lattice_start(season_start.day, 13)
    ) as day
  ) anchor
$$;
comment on function release.season_start(uuid, date) is
  'First day of the 52 weeks that hold a day: counted both ways from the first season drawn, which began with the quarter of the first contact.';
revoke all on function release.season_start(uuid, date) from public;

-- logic: release/secret.fn.sql
create or replace function release.secret()
returns bytea
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  hex text := nullif(current_setting('repere.release_secret', true), '');
begin
  -- On Supabase the secret lies in Vault; its view exists nowhere else, hence the dynamic query.
  if hex is null and to_regclass('vault.decrypted_secrets') is not null then
    execute 'select decrypted_secret from vault.decrypted_secrets where name = ''repere_release_secret''' into hex;
  end if;
  if hex is null or hex !~ '^([0-9A-Fa-f]{2}){32,64}$' then
    perform org.refuse('RP010', 'Publishing needs the release secret: see release.key in the secrets folder.');
  end if;
  return decode(hex, 'hex');
end
$$;
comment on function release.secret() is
  'HMAC secret of the cell keys (32 to 64 bytes): the transaction setting repere.release_secret, or Supabase Vault; RP010 without it. It is never made here.';
revoke all on function release.secret() from public;

-- logic: release/shown-cells.fn.sql
create or replace function release.shown_cells(published release.window, policy release.policy, secret bytea)
returns table (breakdown release.breakdown, category text, leaf_id integer, class integer)
language sql stable security invoker
set search_path = ''
as $$
  with passed as materialized (
    select p.* from release.perturbed(published, policy, secret) p where p.passes
  ),
  total as materialized (
    select t.leaf_id, t.y from passed t
    where t.breakdown = 'total' and t.leaf_id in (select release.visited_leaves(published))
  ),
  -- A category never shows more than nine tenths: hiding what comes close to all would announce that it does.
  capped as (
    select p.breakdown, p.category, p.leaf_id,
      case p.breakdown when 'total' then p.y else least(p.y, t.y * 9 / 10) end as y
    from passed p join total t on t.leaf_id = p.leaf_id
  )
  select c.breakdown, c.category, c.leaf_id,
    width_bucket(c.y, release.class_bounds((published).tier)::bigint[])
  from capped c
  where c.y >= (release.class_bounds((published).tier))[1]
$$;
comment on function release.shown_cells(release.window, release.policy, bytea) is
  'What a window shows, as classes: leaves whose total passes every rule with 3 visits on 3 dates, and within them the categories that pass with their own noise.';
revoke all on function release.shown_cells(release.window, release.policy, bytea) from public;

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
      release.late_visits(published), unit, secret
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

-- logic: release/split-squares.fn.sql
create or replace function release.split_squares(
  squares integer[], sizes_km integer[], counts bigint[], finest_km integer[], threshold bigint
)
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
set search_path = ''
as $$
  with recursive given as materialized (
    select g.*, grid.square_of(g.square, g.km * 2) as parent, g.n >= threshold as large
    from unnest(squares, sizes_km, counts, finest_km) g (square, km, n, finest)
  ),
  node as (
    select g.square, g.km, g.finest, g.square as leaf, true as whole, null::integer as parent
    from given g where g.km = 8
    union all
    select c.square, c.km, c.finest,
      case when c.large then c.square when c.pool >= threshold then c.pool_name else c.smallest end,
      c.large and (c.square <> c.smallest or c.pool is null or c.pool >= threshold),
      c.parent
    from (
      select g.*,
        sum(g.n) filter (where not g.large) over siblings as pool,
        min(g.square) filter (where not g.large) over siblings as pool_name,
        bool_or(g.large) over siblings as any_large,
        first_value(g.square) over (partition by g.parent order by g.large desc, g.n, g.square) as smallest
      from node p
      join given g on g.km * 2 = p.km and g.parent = p.square
      where p.whole and p.finest <= g.km
      window siblings as (partition by g.parent)
    ) c
    where c.any_large
  )
  select n.leaf, n.square, n.km::smallint from node n
  where not exists (select from node child where child.parent = n.square and child.km * 2 = n.km)
$$;
comment on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) is
  'Splits 8 km squares top down (privacy.md, Partition): children of at least the threshold become parts and are split again, the others one pool; a pool below the threshold joins the smallest part, and both stay as they are. Counts are given for every square of four levels.';
revoke all on function release.split_squares(integer[], integer[], bigint[], integer[], bigint) from public;

-- logic: release/staff-noise.fn.sql
create or replace function release.staff_noise(cell_key bigint)
returns integer
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  -- D = 5, V = 3: p(v) = e^(-b v^2) / Z with b = 0.163999921461; cumulative probabilities times 2^32, rounded.
  select release.noise(
    cell_key,
    '{16285916,87543411,312138561,822081613,1656136175,2638831121,3472885683,3982828735,4207423885,4278681380,4294967296}',
    '{-5,-4,-3,-2,-1,0,1,2,3,4,5}'
  )
$$;
comment on function release.staff_noise(bigint) is
  'Noise of a staff release for a cell key (0 to 2^32 - 1): -5 to 5, symmetric, variance 3.';
revoke all on function release.staff_noise(bigint) from public;

-- logic: release/tally.fn.sql
create or replace function release.tally(published release.window, unit release.unit, secret bytea)
returns table (
  leaf_id integer, breakdown release.breakdown, category text,
  n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  -- Recorders from the busiest on; what does not count yet (recorder null) comes last, however much it is.
  with ranked as (
    select s.*, row_number() over (
      partition by s.leaf_id, s.breakdown, s.category order by s.recorder is null, s.n desc
    ) as rank
    from release.slices(published, unit, secret) s
  )
  select r.leaf_id, r.breakdown, r.category, sum(r.n)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 1), 0)::bigint,
    coalesce(sum(r.n) filter (where r.recorder is not null and r.rank > 2), 0)::bigint,
    sum(r.key_sum)
  from ranked r
  group by r.leaf_id, r.breakdown, r.category
$$;
comment on function release.tally(release.window, release.unit, bytea) is
  'True counts of a window by leaf and category: all, without the busiest recorder, without the two busiest, and the sum of record keys. Recorders that do not count yet are left out with the busiest.';
revoke all on function release.tally(release.window, release.unit, bytea) from public;

-- logic: release/territory.fn.sql
create or replace function release.territory(planned integer[])
returns setof integer
language sql immutable security invoker
set search_path = ''
as $$
  select distinct (north.km * 10000 + east.km)
  from (select distinct grid.square_of(c, 8) as square from unnest(planned) c) s
  cross join lateral generate_series(s.square / 10000 - 8, s.square / 10000 + 8, 8) north (km)
  cross join lateral generate_series(s.square % 10000 - 8, s.square % 10000 + 8, 8) east (km)
  where north.km between 0 and 9992 and east.km between 0 and 9992
$$;
comment on function release.territory(integer[]) is
  'The 8 km squares that touch these cells, and one ring around them, within the grid.';
revoke all on function release.territory(integer[]) from public;

-- logic: release/unpublished-windows.fn.sql
create or replace function release.unpublished_windows(organisation uuid, tier release.tier, team uuid)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, r.weeks * 7 as days, r.weeks, r.lag_days,
      release.first_record(o.id, unpublished_windows.team) as first_day
    from org.organisation o
    cross join lateral release.rules(release.current_policy(o.id), unpublished_windows.tier) r
    where o.id = unpublished_windows.organisation
  ),
  slot as (
    select release.lattice_start(coalesce(least(g.first_day, g.today), g.today), g.weeks) + n * g.days as starts_on, g.days, g.lag_days
    from given g
    cross join lateral generate_series(
      0, (g.today - release.lattice_start(coalesce(least(g.first_day, g.today), g.today), g.weeks)) / g.days
    ) n
  )
  select s.starts_on, s.starts_on + s.days - 1, s.starts_on + s.days + s.lag_days
  from slot s
  where not exists (
    select from release.window w
    where w.organisation_id = unpublished_windows.organisation and w.tier = unpublished_windows.tier
      and w.layer = 'encounters' and w.team_id is not distinct from unpublished_windows.team
      and w.starts_on <= s.starts_on + s.days - 1 and w.ends_on >= s.starts_on
  )
  order by 1
$$;
comment on function release.unpublished_windows(uuid, release.tier, uuid) is
  'Windows from the first record to the one that holds today, without those published or overlapping one; oldest first. due_on is the first day on which a window can be published: its end and the lag have passed.';
revoke all on function release.unpublished_windows(uuid, release.tier, uuid) from public;

-- logic: release/visited-leaves.fn.sql
create or replace function release.visited_leaves(published release.window)
returns setof integer
language sql stable security invoker
set search_path = ''
as $$
  with visit as materialized (
    select v.cell, v.service_date
    from release.counted_visits(
      (published).organisation_id, (published).team_id, (published).starts_on, (published).ends_on, '{}'
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

-- logic: session/counted-recorders.fn.sql
create or replace function field.counted_recorders(organisation uuid)
returns integer
language sql stable strict security invoker
set search_path = ''
as $$
  select count(*)::integer
  from field.recorder r
  join org.organisation o on o.id = r.organisation_id
  left join field.import_batch b on b.id = r.batch_id
  where r.organisation_id = organisation
    and case
      when r.batch_id is not null then b.recorder_approved_at is not null
      else r.counts_from <= release.today(o.time_zone) or exists (
        -- Imports count from the first day; where a recorder column is approved, its values count instead.
        select from field.import_batch own join org.member m on m.id = own.importer
        where m.user_id = r.user_id and own.organisation_id = organisation
          and own.undone_at is null and own.recorder_approved_at is null
      )
    end
$$;
comment on function field.counted_recorders(uuid) is
  'How many recorders the leave-out rules can tell apart today: settled accounts, importers, approved column values.';
revoke all on function field.counted_recorders(uuid) from public;

-- logic: session/describe-organisation.fn.sql
create or replace function org.describe_organisation(organisation uuid)
returns jsonb
language sql stable strict security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', o.id, 'name', o.name, 'time_zone', o.time_zone, 'fictitious', o.fictitious,
    'today', release.today(o.time_zone),
    'grid', jsonb_build_object(
      'srid', g.srid, 'offset_e_km', g.offset_e_km, 'offset_n_km', g.offset_n_km, 'proj4', g.proj4
    )
  )
  from org.organisation o join grid.definition g on g.id = o.grid_id
  where o.id = organisation
$$;
comment on function org.describe_organisation(uuid) is
  'An organisation as its members see it: name, day of the service clock, and the grid their devices snap with.';
revoke all on function org.describe_organisation(uuid) from public;

-- logic: session/join.fn.sql
create or replace function api.join(code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  moment timestamptz := release.now();
  used org.invitation;
  member uuid;
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  -- Before the code is looked at, so that a member learns nothing about codes.
  if (org.caller()).id is not null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  update org.invitation i set used_at = moment
  where i.code_hash = org.code_hash(code)
    and i.used_at is null and i.revoked_at is null and i.expires_at > moment
  returning i.* into used;
  if used.id is null then
    perform org.refuse('RP002', 'The invitation cannot be used.');
  end if;
  insert into org.member (user_id, organisation_id, team_id, role, joined_at)
  values ((select auth.uid()), used.organisation_id, used.team_id, used.role, moment)
  on conflict do nothing
  returning id into member;
  if member is null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  perform audit.write('member_joined', member);
  return jsonb_build_object('role', used.role, 'team_id', used.team_id);
end
$$;
comment on function api.join(text) is
  'Binds the signed-in account to an invitation''s role, once. Every unusable code has the same answer, RP002.';
revoke all on function api.join(text) from public;
grant execute on function api.join(text) to authenticated;

-- logic: session/me.fn.sql
create or replace function api.me()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.caller();
  stranger constant jsonb := '{"signed_in": true, "member": null, "organisation": null, "team": null, "may": [],
    "counts": {"has_sector": false, "has_record": false, "has_release": false}, "recorders": null}';
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  if caller.id is null then
    return stranger;
  end if;
  return jsonb_build_object(
    'signed_in', true,
    'member', jsonb_build_object(
      'id', caller.id, 'role', caller.role, 'team_id', caller.team_id, 'joined_at', caller.joined_at
    ),
    'organisation', org.describe_organisation(caller.organisation_id),
    'team', (select jsonb_build_object('id', t.id, 'name', t.name) from org.team t where t.id = caller.team_id),
    'may', org.screens(caller.role),
    'counts', jsonb_build_object(
      'has_sector', exists (select from org.sector s where s.organisation_id = caller.organisation_id),
      'has_record', exists (select from field.visit v where v.organisation_id = caller.organisation_id),
      'has_release', exists (
        select from release.window w
        where w.organisation_id = caller.organisation_id
          and (caller.role <> 'educator' or w.team_id = caller.team_id)
      )
    ),
    'recorders', case when caller.role = 'lead' then
      jsonb_build_object('counted', field.counted_recorders(caller.organisation_id))
    end
  );
end
$$;
comment on function api.me() is
  'Who is signed in, in which organisation and team, which screens are theirs, and whether there is anything to show yet.';
revoke all on function api.me() from public;
grant execute on function api.me() to authenticated;

-- logic: session/screens.fn.sql
create or replace function org.screens(role org.role)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  select case role
    when 'lead' then '["map", "files", "team"]'
    when 'educator' then '["map"]'
    when 'dpo' then '["protection"]'
    when 'admin' then '["team"]'
    else '[]'
  end::jsonb
$$;
comment on function org.screens(org.role) is 'Screens that exist today and that a role may open; a lead''s team screen shows sectors only.';
revoke all on function org.screens(org.role) from public;

-- logic: team/clean-name.fn.sql
create or replace function org.clean_name(name text, longest integer)
returns text
language sql immutable security invoker
set search_path = ''
as $$
  select case
    when length(btrim(name)) between 1 and longest and name !~ '[[:cntrl:]]' then btrim(name)
  end
$$;
comment on function org.clean_name(text, integer) is
  'A name of a team, sector or organisation without outer spaces; null if empty, too long or with control characters.';
revoke all on function org.clean_name(text, integer) from public;

-- logic: team/code-hash.fn.sql
create or replace function org.code_hash(code text)
returns bytea
language sql immutable strict security invoker
set search_path = ''
as $$
  -- Crockford's base 32: case, spaces and hyphens do not matter, O reads as 0, I and L as 1.
  select sha256(convert_to(
    translate(regexp_replace(upper(code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'),
    'UTF8'
  ))
$$;
comment on function org.code_hash(text) is 'SHA-256 of an invitation code as written by a person.';
revoke all on function org.code_hash(text) from public;

-- logic: team/create-invitation.fn.sql
create or replace function org.create_invitation(
  organisation uuid, role org.role, team uuid, label text, made_by uuid
)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  made_at timestamptz := release.now();
  invitation uuid := gen_random_uuid();
  code text;
begin
  -- 28 letters of 5 bits (140 bits) in groups of four; a byte's low five bits are uniform.
  select string_agg(
    substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', (get_byte(random.bytes, n) & 31) + 1, 1)
      || case when n % 4 = 3 and n < 27 then '-' else '' end,
    '' order by n
  )
  into code
  from (select extensions.gen_random_bytes(28) as bytes) random, generate_series(0, 27) n;

  insert into org.invitation (id, organisation_id, role, team_id, code_hash, label, created_by, created_at, expires_at)
  values (
    invitation, create_invitation.organisation, create_invitation.role, create_invitation.team,
    org.code_hash(code), create_invitation.label, made_by, made_at, made_at + interval '7 days'
  );
  perform audit.write('invitation_created', invitation, '{}', create_invitation.organisation);
  return code;
end
$$;
comment on function org.create_invitation(uuid, org.role, uuid, text, uuid) is
  'Makes an invitation and returns its code, which is stored as SHA-256 only; 7 days, used once.';
revoke all on function org.create_invitation(uuid, org.role, uuid, text, uuid) from public;

-- logic: team/create-organisation.fn.sql
create or replace function org.create_organisation(
  name text, time_zone text, srid integer,
  offset_e_km integer default 0, offset_n_km integer default 0, fictitious boolean default false
)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  organisation uuid := gen_random_uuid();
begin
  if not exists (select from pg_catalog.pg_timezone_names z where z.name = create_organisation.time_zone) then
    perform org.refuse('RP001', 'time_zone is an IANA name such as Europe/Paris.');
  end if;
  if org.clean_name(create_organisation.name, 120) is null then
    perform org.refuse('RP001', 'name has 1 to 120 printable characters.');
  end if;
  insert into org.organisation (id, name, time_zone, grid_id, fictitious, created_at)
  values (
    organisation, org.clean_name(create_organisation.name, 120), create_organisation.time_zone,
    grid.ensure(create_organisation.srid, create_organisation.offset_e_km, create_organisation.offset_n_km),
    create_organisation.fictitious, release.now()
  );
  insert into release.policy (organisation_id, version, made_at) values (organisation, 1, release.now());
  perform audit.write('organisation_created', organisation, '{}', organisation);
  return organisation;
end
$$;
comment on function org.create_organisation(text, text, integer, integer, integer, boolean) is
  'Makes an organisation with its grid and the first protection policy. For the server''s owner only.';
revoke all on function org.create_organisation(text, text, integer, integer, integer, boolean) from public;

-- logic: team/create-team.fn.sql
create or replace function api.create_team(name text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  team uuid;
begin
  if org.clean_name(create_team.name, 80) is null then
    perform org.refuse('RP001', 'name has 1 to 80 printable characters.');
  end if;
  insert into org.team (organisation_id, name)
  values (caller.organisation_id, org.clean_name(create_team.name, 80))
  on conflict do nothing
  returning id into team;
  if team is null then
    perform org.refuse('RP004', 'A team of this name exists.');
  end if;
  perform audit.write('team_created', team);
  return jsonb_build_object('id', team);
end
$$;
comment on function api.create_team(text) is 'Admin: adds a team to the organisation.';
revoke all on function api.create_team(text) from public;
grant execute on function api.create_team(text) to authenticated;

-- logic: team/delete-sector.fn.sql
create or replace function api.delete_sector(sector uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  perform org.require_sector(caller, sector);
  delete from org.sector s where s.id = sector;
  perform audit.write('sector_deleted', sector);
  return jsonb_build_object('id', sector);
end
$$;
comment on function api.delete_sector(uuid) is
  'Removes a sector: admins, and leads for their own team. Rounds keep their stops and lose the sector.';
revoke all on function api.delete_sector(uuid) from public;
grant execute on function api.delete_sector(uuid) to authenticated;

-- logic: team/invitations.fn.sql
create or replace function api.invitations()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
begin
  return jsonb_build_object('invitations', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', i.id, 'role', i.role, 'team_id', i.team_id, 'label', i.label,
      'created_at', i.created_at, 'expires_at', i.expires_at,
      'used', i.used_at is not null, 'revoked', i.revoked_at is not null
    ) order by i.created_at desc, i.id)
    from org.invitation i
    where i.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.invitations() is 'Admin: invitations of the organisation, newest first, without their codes.';
revoke all on function api.invitations() from public;
grant execute on function api.invitations() to authenticated;

-- logic: team/invite.fn.sql
create or replace function api.invite(role text, team uuid default null, label text default '')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  wanted org.role;
  code text;
begin
  if role is null or role <> all (enum_range(null::org.role)::text[]) then
    perform org.refuse('RP001', 'role is educator, lead, researcher, dpo or admin.');
  end if;
  wanted := role::org.role;
  if (wanted in ('educator', 'lead')) <> (team is not null) then
    perform org.refuse('RP001', 'Educators and leads have a team, other roles have none.');
  end if;
  if label is null or length(label) > 80 or label ~ '[[:cntrl:]]' then
    perform org.refuse('RP001', 'label has at most 80 printable characters.');
  end if;
  if team is not null then
    perform org.require_team(caller.organisation_id, team);
  end if;
  code := org.create_invitation(caller.organisation_id, wanted, team, btrim(label), caller.id);
  return jsonb_build_object(
    'code', code,
    'expires_at', (select i.expires_at from org.invitation i where i.code_hash = org.code_hash(code))
  );
end
$$;
comment on function api.invite(text, uuid, text) is
  'Admin: invites a new account to a role (and team). The code is answered once and never again.';
revoke all on function api.invite(text, uuid, text) from public;
grant execute on function api.invite(text, uuid, text) to authenticated;

-- logic: team/members.fn.sql
create or replace function api.members()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'dpo');
begin
  return jsonb_build_object('members', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', m.id, 'role', m.role, 'team_id', m.team_id, 'joined_at', m.joined_at
    ) order by m.joined_at, m.id)
    from org.member m
    where m.organisation_id = caller.organisation_id and m.left_at is null
  ), '[]'));
end
$$;
comment on function api.members() is
  'Admin, and the dpo to whom role grants are shown: current memberships, without names or addresses.';
revoke all on function api.members() from public;
grant execute on function api.members() to authenticated;

-- logic: team/revoke-invitation.fn.sql
create or replace function api.revoke_invitation(invitation uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  found_one org.invitation;
begin
  select i.* into found_one from org.invitation i
  where i.id = invitation and i.organisation_id = caller.organisation_id
  for update;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such invitation.');
  end if;
  if found_one.used_at is not null or found_one.revoked_at is not null then
    perform org.refuse('RP003', 'The invitation was already used or revoked.');
  end if;
  update org.invitation i set revoked_at = release.now() where i.id = found_one.id;
  perform audit.write('invitation_revoked', found_one.id);
  return jsonb_build_object('id', found_one.id);
end
$$;
comment on function api.revoke_invitation(uuid) is 'Admin: makes an unused invitation unusable.';
revoke all on function api.revoke_invitation(uuid) from public;
grant execute on function api.revoke_invitation(uuid) to authenticated;

-- logic: team/save-sector.fn.sql
create or replace function api.save_sector(sector uuid, name text, team uuid, target_days integer, cells integer[])
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
  saved uuid := coalesce(sector, gen_random_uuid());
  wanted text := org.clean_name(save_sector.name, 80);
begin
  perform org.require_cells(cells);
  if wanted is null or save_sector.target_days is null or save_sector.target_days not between 1 and 365 then
    perform org.refuse('RP001', 'name has 1 to 80 printable characters, target_days is 1 to 365.');
  end if;
  perform org.require_team(caller.organisation_id, team);
  perform org.require_sector_team(caller, team);
  if sector is not null then
    perform org.require_sector(caller, sector);
  end if;
  begin
    insert into org.sector as s (id, organisation_id, team_id, name, target_days)
    values (saved, caller.organisation_id, team, wanted, save_sector.target_days)
    on conflict (id) do update
      set team_id = excluded.team_id, name = excluded.name, target_days = excluded.target_days;
  exception when unique_violation then
    perform org.refuse('RP004', 'A sector of this name exists.');
  end;
  delete from org.sector_cell c where c.sector_id = saved and c.cell <> all (cells);
  insert into org.sector_cell (sector_id, cell)
  select saved, c from unnest(cells) c
  on conflict do nothing;
  perform audit.write('sector_saved', saved);
  return jsonb_build_object('id', saved);
end
$$;
comment on function api.save_sector(uuid, text, uuid, integer, integer[]) is
  'Makes (sector null) or replaces a sector: admins, and leads for their own team. Repeated cells count once.';
revoke all on function api.save_sector(uuid, text, uuid, integer, integer[]) from public;
grant execute on function api.save_sector(uuid, text, uuid, integer, integer[]) to authenticated;

-- logic: team/sectors.fn.sql
create or replace function api.sectors()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'admin');
begin
  return jsonb_build_object('sectors', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'name', s.name, 'team_id', s.team_id,
      'target_days', s.target_days, 'min_leaf_km', s.min_leaf_km,
      'cells', (select coalesce(jsonb_agg(c.cell order by c.cell), '[]') from org.sector_cell c where c.sector_id = s.id)
    ) order by s.name, s.id)
    from org.sector s
    where s.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.sectors() is 'Leads and admins: the organisation''s sectors with their cells, ascending.';
revoke all on function api.sectors() from public;
grant execute on function api.sectors() to authenticated;

-- logic: team/teams.fn.sql
create or replace function api.teams()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'lead', 'educator');
begin
  return jsonb_build_object('teams', coalesce((
    select jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name) order by t.name, t.id)
    from org.team t
    where t.organisation_id = caller.organisation_id
      and (caller.role <> 'educator' or t.id = caller.team_id)
  ), '[]'));
end
$$;
comment on function api.teams() is 'Teams: all of the organisation for admins and leads, their own for educators.';
revoke all on function api.teams() from public;
grant execute on function api.teams() to authenticated;

