-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: alerts/alert-links.fn.sql
create or replace function api.alert_links()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  return jsonb_build_object('links', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', l.id, 'number', l.number, 'created_at', l.created_at, 'expires_at', l.expires_at,
      'state', case
        when l.revoked_at is not null then 'revoked'
        when l.expires_at <= release.now() then 'expired'
        else 'open'
      end,
      'alerts', (select count(*) from field.alert a where a.link_id = l.id)
    ) order by l.number desc)
    from field.alert_link l where l.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.alert_links() is 'Leads: the partners'' links, how long they hold and how many alerts each brought; never their tokens.';
revoke all on function api.alert_links() from public;
grant execute on function api.alert_links() to authenticated;

-- logic: alerts/alert-slot.fn.sql
create or replace function field.alert_slot(slot text)
returns field.slot
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if slot is not null and slot <> all (enum_range(null::field.slot)::text[]) then
    perform org.refuse('RP001', 'slot is morning, afternoon, evening, night, or null for any.');
  end if;
  return slot::field.slot;
end
$$;
comment on function field.alert_slot(text) is 'The slot of an alert, null for any; RP001 for no slot.';
revoke all on function field.alert_slot(text) from public;

-- logic: alerts/alerts-due.fn.sql
create or replace function api.alerts_due()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return (
    select jsonb_build_object(
      'waiting', count(*), 'due', count(*) filter (where a.due_on <= today + 1),
      'overdue', count(*) filter (where a.due_on < today)
    )
    from field.alert a where a.organisation_id = caller.organisation_id and a.outcome is null
  );
end
$$;
comment on function api.alerts_due() is
  'Leads: how many field alerts wait, are due by tomorrow, and are overdue. A reminder: it says of none where it is.';
revoke all on function api.alerts_due() from public;
grant execute on function api.alerts_due() to authenticated;

-- logic: alerts/alerts.fn.sql
create or replace function api.alerts()
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  told jsonb;
begin
  perform org.require_second_factor();
  select coalesce(jsonb_agg(field.describe_alert(a, today) order by a.outcome is not null, a.due_on, a.id), '[]') into told
  from field.alert a
  where a.organisation_id = caller.organisation_id and (a.outcome is null or a.closed_on > today - 28);
  perform audit.write('alerts_opened', null, jsonb_build_object('alerts', jsonb_array_length(told)));
  return jsonb_build_object('today', today, 'alerts', told);
end
$$;
comment on function api.alerts() is
  'Leads, with a fresh code: field alerts that wait and those closed in the last four weeks. Each opening is audited.';
revoke all on function api.alerts() from public;
grant execute on function api.alerts() to authenticated;

-- logic: alerts/close-alert.fn.sql
create or replace function api.close_alert(alert uuid, outcome text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  known field.alert;
begin
  perform org.require_second_factor();
  if outcome is not null and outcome <> all (enum_range(null::field.alert_outcome)::text[]) then
    perform org.refuse('RP001', 'outcome is met, nobody, not_reached, obsolete, or null to reopen.');
  end if;
  known := field.own_alert(caller, alert);
  update field.alert a set
    outcome = close_alert.outcome::field.alert_outcome,
    closed_on = case when close_alert.outcome is not null then greatest(today, a.received_on) end
  where a.id = known.id;
  perform audit.write(case when outcome is null then 'alert_reopened' else 'alert_closed' end, known.id);
  return jsonb_build_object('id', known.id);
end
$$;
comment on function api.close_alert(uuid, text) is
  'Leads, with a fresh code: what became of a field alert, nobody met and not reached included; null reopens it.';
revoke all on function api.close_alert(uuid, text) from public;
grant execute on function api.close_alert(uuid, text) to authenticated;

-- logic: alerts/create-alert-link.fn.sql
create or replace function api.create_alert_link(days integer default 90)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  made_at timestamptz := release.now();
  -- 256 bits for a link, not for a person's hands.
  token text := encode(extensions.gen_random_bytes(32), 'hex');
  made field.alert_link;
begin
  perform org.require_second_factor();
  if (days between 1 and 365) is distinct from true then
    perform org.refuse('RP001', 'days is 1 to 365.');
  end if;
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  if (
    select count(*) from field.alert_link l
    where l.organisation_id = caller.organisation_id and l.revoked_at is null and l.expires_at > made_at
  ) >= 50 then
    perform org.refuse('RP007', 'Revoke a link first: 50 are open.');
  end if;
  insert into field.alert_link (organisation_id, number, token_hash, created_by, created_at, expires_at)
  values (
    caller.organisation_id,
    (select coalesce(max(l.number), 0) + 1 from field.alert_link l where l.organisation_id = caller.organisation_id),
    sha256(convert_to(token, 'UTF8')), caller.id, made_at, made_at + make_interval(days => days)
  )
  returning * into made;
  perform audit.write('alert_link_created', made.id);
  return jsonb_build_object('id', made.id, 'number', made.number, 'token', token, 'expires_at', made.expires_at);
end
$$;
comment on function api.create_alert_link(integer) is
  'Leads, with a fresh code: a link by which a partner sends field alerts for so many days. The token is answered once and stored as a hash.';
revoke all on function api.create_alert_link(integer) from public;
grant execute on function api.create_alert_link(integer) to authenticated;

-- logic: alerts/describe-alert.fn.sql
create or replace function field.describe_alert(alert field.alert, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', alert.id, 'cell', alert.cell, 'slot', alert.slot, 'source', alert.source, 'received_on', alert.received_on,
    'due_on', alert.due_on, 'outcome', alert.outcome, 'closed_on', alert.closed_on,
    'overdue', alert.outcome is null and alert.due_on < today,
    'link', (select l.number from field.alert_link l where l.id = alert.link_id),
    -- The next round that goes there, or the last one that was to.
    'round', (
      select jsonb_build_object('id', r.id, 'date', r.service_date, 'slot', r.slot, 'status', r.status, 'team_id', r.team_id)
      from field.stop s join field.round r on r.id = s.round_id
      where s.alert_id = alert.id and r.status not in ('cancelled', 'rejected')
      order by r.service_date < today, r.service_date, r.id limit 1
    )
  )
$$;
comment on function field.describe_alert(field.alert, date) is
  'An alert as leads open it: where, when, by whom it came, what became of it, and the round that goes there.';
revoke all on function field.describe_alert(field.alert, date) from public;

-- logic: alerts/own-alert.fn.sql
create or replace function field.own_alert(caller org.member, alert uuid)
returns field.alert
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.alert;
begin
  select a.* into known from field.alert a
  where a.id = own_alert.alert and a.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such alert.');
  end if;
  return known;
end
$$;
comment on function field.own_alert(org.member, uuid) is 'Locks an alert of the caller''s organisation and returns it; RP002 for any other.';
revoke all on function field.own_alert(org.member, uuid) from public;

-- logic: alerts/revoke-alert-link.fn.sql
create or replace function api.revoke_alert_link(link uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  update field.alert_link l set revoked_at = coalesce(l.revoked_at, release.now())
  where l.id = link and l.organisation_id = caller.organisation_id;
  if not found then
    perform org.refuse('RP002', 'There is no such link.');
  end if;
  perform audit.write('alert_link_revoked', link);
  return jsonb_build_object('id', link);
end
$$;
comment on function api.revoke_alert_link(uuid) is 'Leads: ends a partner''s link at once; alerts it brought stay.';
revoke all on function api.revoke_alert_link(uuid) from public;
grant execute on function api.revoke_alert_link(uuid) to authenticated;

-- logic: alerts/save-alert.fn.sql
create or replace function api.save_alert(alert uuid, cell integer, slot text, source text, due_on date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
  known_slot field.slot := field.alert_slot(slot);
  known field.alert;
begin
  perform org.require_second_factor();
  if alert is null or (cell between 0 and 99999999) is distinct from true
    or (source = any (enum_range(null::field.alert_source)::text[])) is distinct from true
    or (due_on between today and today + 60) is distinct from true then
    perform org.refuse('RP001', 'An alert has an id, a cell, a source, and a deadline within 60 days.');
  end if;
  if exists (select from field.alert a where a.id = field.own_id(caller.organisation_id, save_alert.alert)) then
    known := field.own_alert(caller, field.own_id(caller.organisation_id, alert));
  elsif exists (select from field.alert a where a.id = save_alert.alert and a.organisation_id = caller.organisation_id) then
    known := field.own_alert(caller, alert);
  end if;
  if known.outcome is not null then
    perform org.refuse('RP003', 'The alert is closed: reopen it first.');
  end if;
  if known.id is null then
    known.id := field.own_id(caller.organisation_id, alert);
    insert into field.alert (id, organisation_id, cell, slot, source, received_on, due_on, entered_by)
    values (
      known.id, caller.organisation_id, save_alert.cell, known_slot, save_alert.source::field.alert_source, today,
      save_alert.due_on, caller.id
    );
  else
    update field.alert a set
      cell = save_alert.cell, slot = known_slot, source = save_alert.source::field.alert_source, due_on = save_alert.due_on
    where a.id = known.id;
    -- A planned stop goes where the alert was; elsewhere it no longer answers it.
    update field.stop s set alert_id = null where s.alert_id = known.id and s.cell <> save_alert.cell;
  end if;
  perform audit.write('alert_saved', known.id);
  return jsonb_build_object('id', known.id);
end
$$;
comment on function api.save_alert(uuid, integer, text, text, date) is
  'Leads, with a fresh code: writes a field alert under an id made on the device, or changes one that waits. Sending again changes nothing more.';
revoke all on function api.save_alert(uuid, integer, text, text, date) from public;
grant execute on function api.save_alert(uuid, integer, text, text, date) to authenticated;

-- logic: alerts/submit-alert.fn.sql
create or replace function api.submit_alert(token text, cell integer, slot text, days integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  link field.alert_link;
  today date;
  alert uuid := gen_random_uuid();
  known_slot field.slot := field.alert_slot(slot);
begin
  -- What is asked of everybody alike, before the token is looked at.
  if token is null or length(token) > 200 or (cell between 0 and 99999999) is distinct from true
    or (days between 1 and 14) is distinct from true then
    perform org.refuse('RP001', 'An alert has a token, a cell, a slot or none, and 1 to 14 days.');
  end if;
  select l.* into link from field.alert_link l
  where l.token_hash = sha256(convert_to(token, 'UTF8')) and l.revoked_at is null and l.expires_at > release.now()
  -- One at a time by a link, so that its limits hold.
  for update;
  if link.id is not null and (
    select count(*) filter (where a.sent_at > clock_timestamp() - interval '1 day') < 10
      and count(*) filter (where a.outcome is null and a.closed_on is null) < 40
    from field.alert a where a.link_id = link.id
  ) then
    today := (select release.today(o.time_zone) from org.organisation o where o.id = link.organisation_id);
    insert into field.alert (id, organisation_id, cell, slot, source, received_on, due_on, link_id, sent_at)
    values (
      alert, link.organisation_id, submit_alert.cell, known_slot, 'partner', today, today + days, link.id,
      clock_timestamp()
    );
    perform audit.write('alert_received', alert, '{}', link.organisation_id);
  end if;
  -- The same for every token, so that none can be tried out.
  return '{"received": true}';
end
$$;
comment on function api.submit_alert(text, integer, text, integer) is
  'Anybody with a partner''s link, without an account: a field alert in a cell, for a slot or any, to be answered within so many days. It reads nothing back and answers the same for every token; a link takes 10 a day and 40 waiting.';
revoke all on function api.submit_alert(text, integer, text, integer) from public;
grant execute on function api.submit_alert(text, integer, text, integer) to anon, authenticated;

-- logic: session/screens.fn.sql
create or replace function org.screens(role org.role)
returns jsonb
language sql immutable strict security invoker
set search_path = ''
as $$
  select case role
    when 'lead' then '["map", "unreached", "rounds", "alerts", "files", "team"]'
    when 'educator' then '["map", "rounds"]'
    when 'dpo' then '["protection"]'
    when 'admin' then '["team"]'
    else '[]'
  end::jsonb
$$;
comment on function org.screens(org.role) is 'Screens that exist today and that a role may open; a lead''s team screen shows sectors only.';
revoke all on function org.screens(org.role) from public;

