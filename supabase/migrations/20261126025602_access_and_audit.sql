-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function api.invite(text,uuid,text), org.create_invitation(uuid,org.role,uuid,text,uuid), org.require_second_factor();

-- logic: access/caller.fn.sql
create or replace function org.caller()
returns org.member
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  member org.member;
begin
  perform org.require_session();
  select m.* into member from org.member m where m.user_id = (select auth.uid()) and m.left_at is null;
  return member;
end
$$;
comment on function org.caller() is
  'Current membership of the signed-in account (auth.uid(), never user_metadata); null for a stranger. Raises PT401 for the token of a session that has ended.';
revoke all on function org.caller() from public;

-- logic: access/needs-second-factor.fn.sql
create or replace function org.needs_second_factor(member org.member)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(member.role in ('lead', 'dpo', 'admin'), false)
    and not exists (select from org.organisation o where o.id = member.organisation_id and o.fictitious)
$$;
comment on function org.needs_second_factor(org.member) is
  'Whether a member enrols a second factor at the first sign-in: leads, dpo and admins, except in a demonstration.';
revoke all on function org.needs_second_factor(org.member) from public;

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
      when 'PT401' then 'session_ended'
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

-- logic: access/require-second-factor.fn.sql
create or replace function org.require_second_factor(or_command_line boolean default false)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if org.has_second_factor((select auth.jwt()))
    -- Who has the folder's own key could do the same in the database; the audit log tells such calls apart.
    or coalesce(or_command_line and (select auth.jwt()) ->> 'via' = 'command_line', false)
    -- Demonstration accounts have a public password; the server starts for such data on 127.0.0.1 alone.
    or exists (
      select from org.organisation o
      where o.id = (org.caller()).organisation_id and o.fictitious
    )
  then
    return;
  end if;
  perform org.refuse('42501', 'second_factor');
end
$$;
comment on function org.require_second_factor(boolean) is
  'Raises 42501 with the hint second_factor unless a code was given at most 12 hours ago; after org.require(…), before any work. A demonstration is exempt, and where the caller says so the folder''s own command line: for work, never for reading what the screens confine.';
revoke all on function org.require_second_factor(boolean) from public;

-- logic: access/require-session.fn.sql
create or replace function org.require_session()
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  session uuid := (select auth.jwt()) ->> 'session_id';
begin
  -- A command-line token has no session; it is good for ten minutes. A session that ended has no row, here as on
  -- Supabase, so its access token is refused at once and not at the end of its hour.
  if session is not null and not exists (
    select from auth.sessions s
    where s.id = session and s.user_id = (select auth.uid())
      and (s.not_after is null or s.not_after > clock_timestamp())
  ) then
    perform org.refuse('PT401', 'The session has ended.');
  end if;
end
$$;
comment on function org.require_session() is
  'Raises PT401 (PostgREST answers 401) unless the session of the verified token still stands.';
revoke all on function org.require_session() from public;

-- logic: access/role-change-days.fn.sql
create or replace function org.role_change_days(member org.member)
returns setof date
language sql stable security invoker rows 1
set search_path = ''
as $$
  -- A person's memberships, newest first: what one says it follows, else the one that the account had before.
  with recursive line as (
    select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows
    from org.member m where m.id = (role_change_days.member).id
    union all
    select before.* from line
    cross join lateral (
      select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows
      from org.member m
      where m.left_at is not null and m.id <> line.id
        and case when line.follows is null then m.user_id = line.user_id else m.id = line.follows end
        and (m.joined_at, m.id) < (line.joined_at, line.id)
      order by m.joined_at desc, m.id
      limit 1
    ) before
  ),
  steps as (
    select (l.joined_at at time zone o.time_zone)::date as day,
      (l.organisation_id, l.role, l.team_id) is distinct from
        (lead(l.organisation_id) over older, lead(l.role) over older, lead(l.team_id) over older) as changed,
      lead(l.id) over older is not null as has_older
    from line l join org.organisation o on o.id = (role_change_days.member).organisation_id
    window older as (order by l.joined_at desc, l.id)
  )
  select s.day from steps s where s.changed and s.has_older
$$;
comment on function org.role_change_days(org.member) is
  'Days on which a person took another role or team: the window of that day is withheld from the new membership, so that no window is read in two roles.';
revoke all on function org.role_change_days(org.member) from public;

-- logic: audit/audit-log.fn.sql
create or replace function api.audit_log(
  action text default null, actor_role text default null, from_day text default null, to_day text default null,
  before bigint default null, page_size integer default 100
)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  perform org.require_second_factor();
  if page_size is null or page_size not between 1 and 500 then
    perform org.refuse('RP001', 'page_size is 1 to 500.');
  end if;
  if (from_day is not null and field.parse_day(from_day) is null)
    or (to_day is not null and field.parse_day(to_day) is null) then
    perform org.refuse('RP001', 'from_day and to_day are days, YYYY-MM-DD.');
  end if;
  return (
    with found as (
      select e.* from audit.event e
      where e.organisation_id = caller.organisation_id
        and (audit_log.before is null or e.id < audit_log.before)
        and (audit_log.action is null or e.action = audit_log.action)
        and (audit_log.actor_role is null or e.actor_role::text = audit_log.actor_role)
        and (from_day is null or e.happened_at >= (field.parse_day(from_day)::timestamp at time zone zone))
        and (to_day is null or e.happened_at < ((field.parse_day(to_day) + 1)::timestamp at time zone zone))
      order by e.id desc
      limit page_size + 1
    ),
    page as (select f.* from found f order by f.id desc limit page_size)
    select jsonb_build_object(
      'events', coalesce((select jsonb_agg(audit.describe_event(p) order by p.id desc) from page p), '[]'),
      'next', case when (select count(*) from found) > page_size then (select min(p.id) from page p) end
    )
  );
end
$$;
comment on function api.audit_log(text, text, text, text, bigint, integer) is
  'Dpo, with a fresh code: rows of the organisation''s audit log, newest first, of an action, a role, a period of days in the organisation''s time zone; next is the value of before for the page that follows. An action or role that does not exist has no rows.';
revoke all on function api.audit_log(text, text, text, text, bigint, integer) from public;
grant execute on function api.audit_log(text, text, text, text, bigint, integer) to authenticated;

-- logic: audit/describe-event.fn.sql
create or replace function audit.describe_event(event audit.event)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', event.id, 'happened_at', event.happened_at, 'action', event.action, 'via', event.via,
    'actor_role', event.actor_role, 'subject', event.subject, 'counts', event.counts,
    -- The membership that the screens show, never the account's own id.
    'member', (
      select m.id from org.member m
      where m.user_id = event.actor and m.organisation_id = event.organisation_id
      order by m.joined_at desc, m.id limit 1
    )
  )
$$;
comment on function audit.describe_event(audit.event) is
  'A row of the audit log as the dpo reads it: what, when, by which membership and role, about what, how many rows.';
revoke all on function audit.describe_event(audit.event) from public;

-- logic: audit/refuse-change.fn.sql
create or replace function audit.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- The retention function alone sets this, for its own transaction, to delete rows past their age; no setting
  -- lets a row go before its 6 months.
  if tg_op = 'DELETE' and current_setting('repere.audit_retention', true) = 'on' then
    if old.happened_at < clock_timestamp() - interval '6 months' then
      return old;
    end if;
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
  -- The real clock, not the service clock: an injected day must not rewrite history. The actor is read without asking
  -- whether the session still stands: signing out, and ending one's own membership, write their row too.
  insert into audit.event (organisation_id, happened_at, actor, actor_role, via, action, subject, counts)
  select
    coalesce(organisation, member.organisation_id),
    clock_timestamp(),
    caller.id,
    member.role,
    case
      when caller.id is null then 'system'
      when (select auth.jwt()) ->> 'via' = 'command_line' then 'command_line'
      else 'http'
    end,
    action,
    subject,
    counts
  from (select auth.uid() as id) caller
  left join org.member member on member.user_id = caller.id and member.left_at is null
$$;
comment on function audit.write(text, uuid, jsonb, uuid) is
  'Adds an audit row in the caller''s transaction: ids and row counts, never a cell or a count of youths.';
revoke all on function audit.write(text, uuid, jsonb, uuid) from public;

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
  perform org.require_second_factor(or_command_line => true);
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
  'Dpo, with a fresh code: lets the values of a finished import''s recorder column count as recorders, or not. Published windows do not change.';
revoke all on function api.approve_recorder_column(uuid, boolean) from public;
grant execute on function api.approve_recorder_column(uuid, boolean) to authenticated;

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
    and not exists (
      select from org.role_change_days(caller) change (day) where change.day between w.starts_on and w.ends_on
    )
  order by w.starts_on
$$;
comment on function release.visible_windows(org.member, text) is
  'Published windows that a member may see, oldest first: own team''s for educators and leads, the organisation''s for leads. Those that ended more than 52 weeks ago are withdrawn, and the one in which the member changed role or team is withheld.';
revoke all on function release.visible_windows(org.member, text) from public;

-- logic: release/publish.fn.sql
create or replace function api.publish(dry_run boolean default false)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  due integer := (select count(*) from release.due_work(caller.organisation_id));
  published release.window;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  if dry_run then
    return jsonb_build_object('published', (
      select jsonb_build_object('layer', d.layer, 'tier', d.tier, 'team_id', d.team_id, 'starts_on', d.starts_on, 'ends_on', d.ends_on)
      from release.due_work(caller.organisation_id) d limit 1
    ), 'remaining', due);
  end if;
  published := release.publish_next(caller.organisation_id, caller.id);
  if published.id is null then
    perform org.refuse('RP011', 'Every window that is over is published.');
  end if;
  return jsonb_build_object(
    'published', release.describe_publication(caller, published),
    'remaining', (select count(*) from release.due_work(caller.organisation_id))
  );
end
$$;
comment on function api.publish(boolean) is
  'Lead, with a fresh code: publishes the oldest window that is due, of any team and layer, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;

-- logic: retention/erase-batch.fn.sql
create or replace function api.erase_batch(batch uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  opened field.import_batch;
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select b.* into opened from field.import_batch b
  where b.id = batch and b.organisation_id = caller.organisation_id
  for update;
  if opened.id is null then
    perform org.refuse('RP002', 'There is no such import.');
  end if;
  if opened.undone_at is not null then
    perform org.refuse('RP003', 'The import was already undone.');
  end if;
  begin
    done := field.remove_batch_rows(opened.id);
    update field.import_batch b set undone_at = release.now() where b.id = opened.id;
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'batch_erased' end, opened.id, jsonb_build_object('accepted', opened.accepted)
  );
  return field.told_roundly(done)
    || jsonb_build_object('rows', opened.accepted, 'dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_batch(uuid, boolean) is
  'Dpo, with a fresh code: erases what any import of the organisation brought (ids of imports are in the audit log). A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_batch(uuid, boolean) from public;
grant execute on function api.erase_batch(uuid, boolean) to authenticated;

-- logic: retention/erase-records.fn.sql
create or replace function api.erase_records(organisation_name text, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null or not exists (
    select from org.organisation o where o.id = caller.organisation_id and o.name = btrim(organisation_name)
  ) then
    perform org.refuse('RP001', 'Type the organisation''s name as it is written; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  begin
    done := field.remove_records(caller.organisation_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'records_erased' end, caller.organisation_id,
    done - '{contacts,encounters}'::text[]
  );
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_records(text, boolean) is
  'Dpo, with a fresh code and the organisation''s name typed: erases every record of the organisation. A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_records(text, boolean) from public;
grant execute on function api.erase_records(text, boolean) to authenticated;

-- logic: retention/erase-row.fn.sql
create or replace function api.erase_row(kind text, id uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'dpo');
  found record;
  done jsonb;
begin
  if caller.role = 'dpo' then
    perform org.require_second_factor(or_command_line => true);
  end if;
  if dry_run is null or (kind in ('visit', 'encounter', 'contact')) is distinct from true then
    perform org.refuse('RP001', 'kind is visit, encounter or contact; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select r.* into found from field.row_to_erase(caller, kind, erase_row.id) r;
  if found.row_id is null then
    perform org.refuse('RP002', 'There is no such row.');
  end if;
  begin
    done := field.remove_row(caller.organisation_id, kind, found.row_id, found.visit_id, found.encounter_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(case when dry_run then 'erasure_counted' else 'row_erased' end, found.row_id, done - 'contacts');
  -- How many youths were met is for those who wrote it.
  return done - case when found.own then '{}'::text[] else '{contacts}'::text[] end
    || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_row(text, uuid, boolean) is
  'Educator, lead: erases a visit, encounter or contact of their own; dpo, with a fresh code: any of the organisation, by its id. A dry run counts what would go. What is published stays as it is: it holds no record, and taking one out would tell what it was.';
revoke all on function api.erase_row(text, uuid, boolean) from public;
grant execute on function api.erase_row(text, uuid, boolean) to authenticated;

-- logic: retention/retention.fn.sql
create or replace function api.retention(dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  begin
    done := field.retain(caller.organisation_id);
    if dry_run then
      -- The same statements, taken back: a dry run that counted in another way could promise something else.
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  if dry_run then
    perform audit.write('retention_counted', null);
  end if;
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.retention(boolean) is
  'Dpo, with a fresh code: what the nightly retention would do now (dry_run) or does it; row counts, those of contacts and encounters in whole hundreds. Published releases stay as they are.';
revoke all on function api.retention(boolean) from public;
grant execute on function api.retention(boolean) to authenticated;

-- logic: session/join.fn.sql
create or replace function api.join(code text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  moment timestamptz := release.now();
  caller org.member;
  used org.invitation;
  replaced org.member;
  member uuid;
begin
  if (select auth.uid()) is null then
    perform org.refuse('42501', 'Sign in first.');
  end if;
  caller := org.caller();
  -- A member can use an invitation that was made to replace its own membership, and learns nothing of other codes.
  update org.invitation i set used_at = moment
  where i.code_hash = org.code_hash(code)
    and i.used_at is null and i.revoked_at is null and i.expires_at > moment
    and (caller.id is null or i.replaces = caller.id)
  returning i.* into used;
  if used.id is null and caller.id is null then
    perform org.refuse('RP002', 'The invitation cannot be used.');
  end if;
  if used.id is null then
    perform org.refuse('RP003', 'This account already has a role.');
  end if;
  select m.* into replaced from org.member m where m.id = used.replaces for update;
  if replaced.id is not null and replaced.left_at is null then
    perform org.end_member(replaced, used.role);
    if replaced.user_id <> (select auth.uid()) then
      perform org.end_sessions(replaced.user_id);
    end if;
  end if;
  insert into org.member (user_id, organisation_id, team_id, role, joined_at, follows, invitation_id)
  values ((select auth.uid()), used.organisation_id, used.team_id, used.role, moment, replaced.id, used.id)
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
  'Binds the signed-in account to an invitation''s role, once; a membership that the invitation replaces ends with it. Every unusable code has the same answer, RP002, and RP003 for an account that has a role.';
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
    "counts": {"has_sector": false, "has_record": false, "has_release": false}, "recorders": null,
    "second_factor": {"needed": false, "given": false}}';
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
          and (w.layer = 'research') = (caller.role = 'researcher')
          and (caller.role <> 'educator' or w.team_id = caller.team_id)
      )
    ),
    'recorders', case when caller.role = 'lead' then
      jsonb_build_object('counted', field.counted_recorders(caller.organisation_id))
    end,
    'second_factor', jsonb_build_object(
      'needed', org.needs_second_factor(caller), 'given', org.has_second_factor((select auth.jwt()))
    )
  );
end
$$;
comment on function api.me() is
  'Who is signed in, in which organisation and team, which screens are theirs, and whether there is anything to show yet.';
revoke all on function api.me() from public;
grant execute on function api.me() to authenticated;

-- logic: team/create-invitation.fn.sql
create or replace function org.create_invitation(
  organisation uuid, role org.role, team uuid, label text, made_by uuid, replaces uuid default null
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

  insert into org.invitation (id, organisation_id, role, team_id, code_hash, label, created_by, created_at, expires_at, replaces)
  values (
    invitation, create_invitation.organisation, create_invitation.role, create_invitation.team,
    org.code_hash(code), create_invitation.label, made_by, made_at, made_at + interval '7 days',
    create_invitation.replaces
  );
  perform audit.write('invitation_created', invitation, '{}', create_invitation.organisation);
  return code;
end
$$;
comment on function org.create_invitation(uuid, org.role, uuid, text, uuid, uuid) is
  'Makes an invitation and returns its code, which is stored as SHA-256 only; 7 days, used once.';
revoke all on function org.create_invitation(uuid, org.role, uuid, text, uuid, uuid) from public;

-- logic: team/end-member.fn.sql
create or replace function org.end_member(ended org.member, next_role org.role default null)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Two admins who end each other at once wait for one another here.
  perform from org.organisation o where o.id = ended.organisation_id for update;
  if ended.role = 'admin' and next_role is distinct from 'admin' and not exists (
    select from org.member m
    where m.organisation_id = ended.organisation_id and m.role = 'admin' and m.left_at is null and m.id <> ended.id
  ) then
    perform org.refuse('RP004', 'The last administrator stays.');
  end if;
  update org.member m set left_at = release.now() where m.id = ended.id;
  perform audit.write('member_left', ended.id, '{}', ended.organisation_id);
end
$$;
comment on function org.end_member(org.member, org.role) is
  'Ends a membership, on the record; RP004 for the last administrator unless an administrator takes its place.';
revoke all on function org.end_member(org.member, org.role) from public;

-- logic: team/end-membership.fn.sql
create or replace function api.end_membership(member uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  ended org.member;
begin
  perform org.require_second_factor(or_command_line => true);
  select m.* into ended from org.member m
  where m.id = end_membership.member and m.organisation_id = caller.organisation_id
  for update;
  if ended.id is null then
    perform org.refuse('RP002', 'There is no such membership.');
  end if;
  if ended.left_at is not null then
    perform org.refuse('RP003', 'The membership has already ended.');
  end if;
  perform org.end_member(ended);
  perform org.end_sessions(ended.user_id);
  return jsonb_build_object('id', ended.id);
end
$$;
comment on function api.end_membership(uuid) is
  'Admin, with a fresh code: ends a membership and every session of its account at once. What the account recorded stays and stays counted.';
revoke all on function api.end_membership(uuid) from public;
grant execute on function api.end_membership(uuid) to authenticated;

-- logic: team/end-sessions.fn.sql
create or replace function org.end_sessions(account uuid)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  delete from auth.sessions s where s.user_id = account
$$;
comment on function org.end_sessions(uuid) is
  'Ends every session of an account: its refresh tokens go with them, and its access tokens are refused from now on.';
revoke all on function org.end_sessions(uuid) from public;

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
      'replaces', i.replaces, 'used', i.used_at is not null, 'revoked', i.revoked_at is not null
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
create or replace function api.invite(
  role text, team uuid default null, label text default '', replaces uuid default null
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin');
  wanted org.role;
  code text;
begin
  perform org.require_second_factor(or_command_line => true);
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
  if replaces is not null and not exists (
    select from org.member m where m.id = replaces and m.organisation_id = caller.organisation_id
  ) then
    perform org.refuse('RP002', 'There is no such membership.');
  end if;
  code := org.create_invitation(caller.organisation_id, wanted, team, btrim(label), caller.id, replaces);
  return jsonb_build_object(
    'code', code,
    'expires_at', (select i.expires_at from org.invitation i where i.code_hash = org.code_hash(code))
  );
end
$$;
comment on function api.invite(text, uuid, text, uuid) is
  'Admin, with a fresh code: invites a new account to a role (and team). Where it replaces a membership (a forgotten password, another role), that one ends when the code is used. The code is answered once and never again.';
revoke all on function api.invite(text, uuid, text, uuid) from public;
grant execute on function api.invite(text, uuid, text, uuid) to authenticated;

-- logic: team/members.fn.sql
create or replace function api.members()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('admin', 'dpo');
begin
  return (
    select jsonb_build_object(
      'members', coalesce(jsonb_agg(d.described order by m.joined_at, m.id) filter (where m.left_at is null), '[]'),
      'left', coalesce(
        jsonb_agg(d.described || jsonb_build_object('left_at', m.left_at) order by m.left_at desc, m.id)
        filter (where m.left_at >= release.now() - interval '1 year'), '[]'
      )
    )
    from org.member m
    left join org.invitation i on i.id = m.invitation_id
    cross join lateral (
      select jsonb_build_object(
        'id', m.id, 'role', m.role, 'team_id', m.team_id, 'joined_at', m.joined_at, 'follows', m.follows
      ) || case when caller.role = 'admin' then jsonb_build_object('label', coalesce(i.label, '')) else '{}' end as described
    ) d
    where m.organisation_id = caller.organisation_id
  );
end
$$;
comment on function api.members() is
  'Admin, and the dpo to whom role grants are shown: memberships now, and those that ended within a year; without names or addresses. The label of the invitation is for admins, who wrote it.';
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
  perform org.require_second_factor(or_command_line => true);
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
comment on function api.revoke_invitation(uuid) is 'Admin, with a fresh code: makes an unused invitation unusable.';
revoke all on function api.revoke_invitation(uuid) from public;
grant execute on function api.revoke_invitation(uuid) to authenticated;

