-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

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
    gone := case
      when tg_table_name in ('leaf', 'leaf_square', 'noisy_square', 'research_leaf', 'research_square')
        then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when tg_table_name in ('cell', 'site_cell', 'research_value', 'research_effort', 'profile_effort')
        then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
      when tg_table_name = 'institutional_cell'
        then not exists (
          select from release.institutional_quarter q where q.id = (to_jsonb(old) ->> 'quarter_id')::integer
        )
      when tg_table_name in ('flow', 'profile_value')
        then not exists (select from release.flow_request r where r.id = (to_jsonb(old) ->> 'request_id')::uuid)
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
  'Keeps policies, seasons, leaves, windows, published values and the ledger as they were written, for their owner too; they go only with their organisation.';
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

create or replace trigger site_cell_immutable
before update or delete on release.site_cell
for each row execute function release.refuse_change();
create or replace trigger site_cell_no_truncate
before truncate on release.site_cell
for each statement execute function release.refuse_change();
create or replace trigger ledger_immutable
before update or delete on release.ledger
for each row execute function release.refuse_change();

create or replace trigger ledger_no_truncate
before truncate on release.ledger
for each statement execute function release.refuse_change();
create or replace trigger policy_preview_immutable
before update or delete on release.policy_preview
for each row execute function release.refuse_change();
create or replace trigger policy_preview_no_truncate
before truncate on release.policy_preview
for each statement execute function release.refuse_change();
create or replace trigger institutional_quarter_immutable
before update or delete on release.institutional_quarter
for each row execute function release.refuse_change();
create or replace trigger institutional_quarter_no_truncate
before truncate on release.institutional_quarter
for each statement execute function release.refuse_change();
create or replace trigger institutional_cell_immutable
before update or delete on release.institutional_cell
for each row execute function release.refuse_change();
create or replace trigger institutional_cell_no_truncate
before truncate on release.institutional_cell
for each statement execute function release.refuse_change();

-- logic: research/ask-further-table.fn.sql
create or replace function release.ask_further_table(
  caller org.member, quarter text, subject text, origin release.flow_origin
)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  asked integer;
  request uuid;
begin
  select w.id into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(ask_further_table.quarter);
  if asked is null then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  if (select count(*) from release.flow_request r where r.window_id = asked) >= 20 then
    perform org.refuse('RP007', 'A further table of this quarter was declined too often.');
  end if;
  insert into release.flow_request (organisation_id, window_id, subject, origin, requested_by, requested_at)
  values (
    caller.organisation_id, asked, ask_further_table.subject, ask_further_table.origin, caller.id, release.now()
  )
  on conflict (window_id) where accepted is null or accepted do nothing
  returning id into request;
  if request is null then
    perform org.refuse('RP003', 'A further table of this quarter was already asked for.');
  end if;
  return request;
end
$$;
comment on function release.ask_further_table(org.member, text, text, release.flow_origin) is
  'Writes down the wish for the one further table of a published quarter: flows, or a profile. RP002 without such a quarter, RP003 while another wish waits or one was accepted, RP007 after 20 refusals.';
revoke all on function release.ask_further_table(org.member, text, text, release.flow_origin) from public;

-- logic: research/decide-flows.fn.sql
create or replace function api.decide_flows(request uuid, accept boolean)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  asked release.flow_request;
begin
  perform org.require_second_factor();
  if accept is null then
    perform org.refuse('RP001', 'accept is true or false.');
  end if;
  select r.* into asked from release.flow_request r
  where r.id = request and r.organisation_id = caller.organisation_id
  for update;
  if asked.id is null then
    perform org.refuse('RP002', 'There is no such request.');
  end if;
  if asked.accepted is not null then
    perform org.refuse('RP003', 'This was already decided.');
  end if;
  if accept then
    if asked.subject = 'profile' then
      perform release.draw_profile(asked);
    else
      perform release.draw_flows(asked);
    end if;
  end if;
  update release.flow_request r set accepted = accept, decided_by = caller.id, decided_at = release.now()
  where r.id = asked.id;
  perform audit.write(asked.subject || case when accept then '_accepted' else '_declined' end, asked.id);
  return jsonb_build_object('id', asked.id, 'accepted', accept);
end
$$;
comment on function api.decide_flows(uuid, boolean) is
  'Dpo, with a fresh code: accepts or declines a request for the flows or the profile of a quarter, once. Accepting draws it and charges the ledger; RP004 where the budget is spent.';
revoke all on function api.decide_flows(uuid, boolean) from public;
grant execute on function api.decide_flows(uuid, boolean) to authenticated;

-- logic: research/draw-profile.fn.sql
create or replace function release.draw_profile(request release.flow_request)
returns void
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  quarter release.window;
begin
  perform pg_advisory_xact_lock(release.lock_key(request.organisation_id));
  select w.* into quarter from release.window w where w.id = request.window_id;
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  values (
    request.organisation_id, quarter.season_id, 'profile:' || quarter.starts_on, 133532, release.now(), quarter.starts_on
  );
  -- Noise for each of the 28 cells, also those in which nobody was met.
  insert into release.profile_value (request_id, weekday, slot, value)
  select request.id, d.weekday, s.slot, (coalesce(t.n, 0) + release.geometric_noise(7, 8))::integer
  from generate_series(1, 7) d (weekday)
  cross join unnest(enum_range(null::field.slot)) s (slot)
  left join release.profile_tally(quarter) t on t.weekday = d.weekday and t.slot = s.slot;
end
$$;
comment on function release.draw_profile(release.flow_request) is
  'Draws the profile of a quarter by day of the week and slot once, over the whole territory, and charges the ledger what flows would have cost: RP004 where the budget is spent.';
revoke all on function release.draw_profile(release.flow_request) from public;

-- logic: research/export-research.fn.sql
create or replace function api.export_research(
  quarters text[], breakdowns text[] default '{total}', flows boolean default false, form text default 'tables'
)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  known text[] := enum_range(null::release.breakdown)::text[];
  told jsonb := api.research_windows();
  windows jsonb;
  tables jsonb;
  moves jsonb;
  weeks jsonb;
begin
  if (form in ('tables', 'figure')) is distinct from true
    or coalesce(cardinality(quarters), 0) not between 1 and 40
    or coalesce(cardinality(breakdowns), -1) not between 0 and 4
    or not coalesce(breakdowns <@ known, false) or flows is null then
    perform org.refuse('RP001', 'quarters are 1 to 40 first days, breakdowns a list of tables, form is tables or figure.');
  end if;
  select coalesce(jsonb_agg(w order by w ->> 'starts_on'), '[]') into windows
  from jsonb_array_elements(told -> 'windows') w where w ->> 'starts_on' = any (quarters);
  if jsonb_array_length(windows) = 0 then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  -- The screen's own functions: a file can say nothing that the screen does not. A picture is drawn from what the
  -- screen shows already, so it is only written down.
  if form = 'tables' then
    select coalesce(jsonb_agg(api.research_table(w ->> 'starts_on', b) || jsonb_build_object('breakdown', b)
      order by w ->> 'starts_on', b), '[]') into tables
    from jsonb_array_elements(windows) w cross join (select distinct unnest(breakdowns) as b) k;
    select coalesce(jsonb_agg(api.research_flows(w ->> 'starts_on') order by w ->> 'starts_on'), '[]') into moves
    from jsonb_array_elements(windows) w where export_research.flows;
    select jsonb_agg(api.research_profile(w ->> 'starts_on') order by w ->> 'starts_on') into weeks
    from jsonb_array_elements(windows) w;
  end if;
  perform audit.write(
    case form when 'figure' then 'research_figure_exported' else 'research_exported' end, null,
    jsonb_build_object('windows', jsonb_array_length(windows), 'tables', coalesce(jsonb_array_length(tables), 0))
  );
  return jsonb_build_object(
    'method', told -> 'method', 'windows', windows, 'tables', coalesce(tables, '[]'), 'flows', coalesce(moves, '[]'),
    'profiles', coalesce(weeks, '[]')
  );
end
$$;
comment on function api.export_research(text[], text[], boolean, text) is
  'Researcher: for a file, what research_windows, research_table, research_profile and research_flows answer for the named quarters (first days, at most 40; unknown ones are left out) and breakdowns; for a figure, the windows alone. Audited with how many windows and tables. RP002 where none of the quarters is published.';
revoke all on function api.export_research(text[], text[], boolean, text) from public;
grant execute on function api.export_research(text[], text[], boolean, text) to authenticated;

-- logic: research/flow-requests.fn.sql
create or replace function api.flow_requests()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher', 'dpo');
begin
  return jsonb_build_object('requests', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', r.id, 'quarter', w.starts_on, 'ends_on', w.ends_on, 'subject', r.subject, 'origin', r.origin, 'requested_at', r.requested_at,
      'decided_at', r.decided_at, 'accepted', r.accepted,
      'epsilon', 0.133532, 'budget_left', release.budget_left(r.organisation_id, w.starts_on) / 1000000.0
    ) order by r.requested_at desc, r.id)
    from release.flow_request r join release.window w on w.id = r.window_id
    where r.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.flow_requests() is
  'Researcher, dpo: requests for flows or a profile (subject; a profile has no origin), newest first (accepted is null while undecided), what one costs and what is left of the budget of its 52 weeks.';
revoke all on function api.flow_requests() from public;
grant execute on function api.flow_requests() to authenticated;

-- logic: research/immutable.trigger.sql
create or replace trigger noisy_square_immutable
before update or delete on release.noisy_square
for each row execute function release.refuse_change();
create or replace trigger noisy_square_no_truncate
before truncate on release.noisy_square
for each statement execute function release.refuse_change();
create or replace trigger research_leaf_immutable
before update or delete on release.research_leaf
for each row execute function release.refuse_change();
create or replace trigger research_leaf_no_truncate
before truncate on release.research_leaf
for each statement execute function release.refuse_change();
create or replace trigger research_square_immutable
before update or delete on release.research_square
for each row execute function release.refuse_change();
create or replace trigger research_square_no_truncate
before truncate on release.research_square
for each statement execute function release.refuse_change();
create or replace trigger research_value_immutable
before update or delete on release.research_value
for each row execute function release.refuse_change();
create or replace trigger research_value_no_truncate
before truncate on release.research_value
for each statement execute function release.refuse_change();
create or replace trigger research_effort_immutable
before update or delete on release.research_effort
for each row execute function release.refuse_change();
create or replace trigger research_effort_no_truncate
before truncate on release.research_effort
for each statement execute function release.refuse_change();
create or replace trigger flow_immutable
before update or delete on release.flow
for each row execute function release.refuse_change();
create or replace trigger flow_no_truncate
before truncate on release.flow
for each statement execute function release.refuse_change();
create or replace trigger profile_effort_immutable
before update or delete on release.profile_effort
for each row execute function release.refuse_change();
create or replace trigger profile_effort_no_truncate
before truncate on release.profile_effort
for each statement execute function release.refuse_change();
create or replace trigger profile_value_immutable
before update or delete on release.profile_value
for each row execute function release.refuse_change();
create or replace trigger profile_value_no_truncate
before truncate on release.profile_value
for each statement execute function release.refuse_change();

-- logic: research/profile-tally.fn.sql
create or replace function release.profile_tally(published release.window)
returns table (weekday smallint, slot field.slot, n bigint)
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  unit release.unit := (select p.unit from release.policy p where p.id = published.policy_id);
begin
  return query
  select extract(isodow from v.service_date)::smallint, f.slot, count(*)
  from release.counted_visits(published.organisation_id, null, published.starts_on, published.ends_on, '{}', published.published_at) v
  join field.visit f on f.id = v.visit_id
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = published.organisation_id and e.service_date between published.starts_on and published.ends_on
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = published.organisation_id and c.service_date between published.starts_on and published.ends_on
  left join release.copies(
    published.organisation_id, null, published.starts_on, published.starts_on, published.ends_on, published.published_at
  ) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living'
    and (not c.seen_recently or unit = 'every_contact')
  group by 1, 2;
end
$$;
comment on function release.profile_tally(release.window) is
  'True contributions of a quarter by day of the week (of the service date) and slot of their visit. A contribution is one contact of one visit, so it adds one to one of 28 cells and no more: this is what bounds it.';
revoke all on function release.profile_tally(release.window) from public;

-- logic: research/profile-visits.fn.sql
create or replace function release.profile_visits(published release.window)
returns table (weekday smallint, slot field.slot, visits integer)
language sql stable security invoker
set search_path = ''
as $$
  select extract(isodow from v.service_date)::smallint, f.slot, count(*)::integer
  from release.counted_visits(
    (published).organisation_id, null, (published).starts_on, (published).ends_on, '{}', (published).published_at
  ) v
  join field.visit f on f.id = v.visit_id
  where v.reached
  group by 1, 2
$$;
comment on function release.profile_visits(release.window) is
  'Complete visits of a quarter by day of the week (of the service date) and slot, living sites excepted: staff activity over the whole territory, which is told without noise.';
revoke all on function release.profile_visits(release.window) from public;

-- logic: research/publish-research.fn.sql
create or replace function release.publish_research(organisation uuid, starts_on date, ends_on date, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  published release.window := release.open_window(
    organisation, 'research', publish_research.starts_on, publish_research.ends_on, publish_research.published_by
  );
begin
  perform release.cover_research(published.season_id);
  -- Paid before anything is drawn: what the budget does not hold is refused whole.
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  select organisation, published.season_id, t.breakdown || ':' || published.starts_on, t.epsilon_micro,
    published.published_at, published.starts_on
  from (select distinct r.breakdown, r.epsilon_micro from release.research_tables() r) t;
  insert into release.research_value (window_id, breakdown, category, leaf_id, value)
  select published.id, t.breakdown, t.category, l.id,
    coalesce(k.n, 0) + release.geometric_noise(t.numerator, t.denominator)
  from release.research_leaf l
  cross join release.research_tables() t
  left join release.research_tally(published) k
    on k.leaf_id = l.id and k.breakdown = t.breakdown and k.category = t.category
  where l.season_id = published.season_id;
  insert into release.research_effort (window_id, leaf_id, visits)
  select published.id, e.leaf_id, e.visits from release.research_visits(published) e;
  insert into release.profile_effort (window_id, weekday, slot, visits)
  select published.id, e.weekday, e.slot, e.visits from release.profile_visits(published) e;
  return published;
end
$$;
comment on function release.publish_research(uuid, date, date, uuid) is
  'Publishes one quarter for researchers for ever: charges the ledger, then draws noise once for every leaf and category, also where nobody was met. RP004 where the budget is spent, RP012 over a published quarter.';
revoke all on function release.publish_research(uuid, date, date, uuid) from public;

-- logic: research/refuse-flow-change.fn.sql
create or replace function release.refuse_flow_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- A decision is written once, beside what was asked; a request goes only with its organisation.
  if tg_op = 'UPDATE' and old.accepted is null and new.accepted is not null
    and (new.id, new.organisation_id, new.window_id, new.subject, new.origin, new.requested_by, new.requested_at)
      is not distinct from (old.id, old.organisation_id, old.window_id, old.subject, old.origin, old.requested_by, old.requested_at) then
    return new;
  end if;
  if tg_op = 'DELETE' and not exists (select from org.organisation o where o.id = old.organisation_id) then
    return old;
  end if;
  perform org.refuse('42501', 'A request for flows is decided once and kept.');
  return null;
end
$$;
comment on function release.refuse_flow_change() is
  'Lets a request for flows be decided once, and keeps it for ever after, for its owner too.';
revoke all on function release.refuse_flow_change() from public;
create or replace trigger flow_request_immutable
before update or delete on release.flow_request
for each row execute function release.refuse_flow_change();
create or replace trigger flow_request_no_truncate
before truncate on release.flow_request
for each statement execute function release.refuse_change();

-- logic: research/request-flows.fn.sql
create or replace function api.request_flows(quarter text, origin text default 'living')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  request uuid;
begin
  if (origin = any (enum_range(null::release.flow_origin)::text[])) is distinct from true then
    perform org.refuse('RP001', 'origin is living or previous.');
  end if;
  request := release.ask_further_table(caller, request_flows.quarter, 'flows', request_flows.origin::release.flow_origin);
  perform audit.write('flows_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_flows(text, text) is
  'Researcher: asks the dpo for the flows of a published quarter between 8 km districts, from where youths live (living) or were before (previous) to where they were met. RP003 while another request of the quarter waits or one was accepted, for flows or for a profile.';
revoke all on function api.request_flows(text, text) from public;
grant execute on function api.request_flows(text, text) to authenticated;

-- logic: research/request-profile.fn.sql
create or replace function api.request_profile(quarter text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  request uuid := release.ask_further_table(caller, request_profile.quarter, 'profile', null);
begin
  perform audit.write('profile_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_profile(text) is
  'Researcher: asks the dpo for the contributions of a published quarter by day of the week and slot, in the place of its flows. RP003 while another request of the quarter waits or one was accepted, for flows or for a profile.';
revoke all on function api.request_profile(text) from public;
grant execute on function api.request_profile(text) to authenticated;

-- logic: research/research-flows.fn.sql
create or replace function api.research_flows(quarter text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return (
    with accepted as (
      select r.id, r.origin, w.starts_on
      from release.window w join release.flow_request r on r.window_id = w.id and r.accepted and r.subject = 'flows'
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
        and w.starts_on = field.parse_day(research_flows.quarter)
    ),
    shown as (
      select f.* from release.flow f where f.request_id = (select a.id from accepted a)
    )
    select jsonb_build_object(
      'quarter', (select a.starts_on from accepted a), 'kind', (select a.origin from accepted a), 'size_km', 8,
      'origin', coalesce(jsonb_agg(s.origin order by s.origin, s.destination), '[]'),
      'destination', coalesce(jsonb_agg(s.destination order by s.origin, s.destination), '[]'),
      'value', coalesce(jsonb_agg(s.value order by s.origin, s.destination), '[]')
    )
    from shown s
  );
end
$$;
comment on function api.research_flows(text) is
  'Researcher: accepted flows of a quarter between 8 km districts, pairs of 15 or more; origin -1 is outside the territory. Without an accepted request: quarter null and empty columns.';
revoke all on function api.research_flows(text) from public;
grant execute on function api.research_flows(text) to authenticated;

-- logic: research/research-profile.fn.sql
create or replace function api.research_profile(quarter text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
begin
  return (
    with asked as (
      select w.id, w.starts_on from release.window w
      where w.organisation_id = caller.organisation_id and w.layer = 'research'
        and w.starts_on = field.parse_day(research_profile.quarter)
    ),
    accepted as (
      select r.id from release.flow_request r join asked a on a.id = r.window_id
      where r.accepted and r.subject = 'profile'
    ),
    place as (
      select d.weekday, s.slot from generate_series(1, 7) d (weekday)
      cross join unnest(enum_range(null::field.slot)) s (slot)
    )
    select jsonb_build_object(
      'quarter', (select a.starts_on from asked a),
      'has_effort', exists (select from release.profile_effort e join asked a on a.id = e.window_id),
      'has_values', exists (select from accepted),
      'weekday', jsonb_agg(p.weekday order by p.weekday, p.slot),
      'slot', jsonb_agg(p.slot order by p.weekday, p.slot),
      'minutes', jsonb_agg(coalesce(e.visits, 0) * 25 order by p.weekday, p.slot),
      'value', jsonb_agg(case when v.value >= 20 then v.value end order by p.weekday, p.slot)
    )
    from place p
    left join release.profile_effort e on e.window_id = (select a.id from asked a) and e.weekday = p.weekday and e.slot = p.slot
    left join release.profile_value v on v.request_id = (select a.id from accepted a) and v.weekday = p.weekday and v.slot = p.slot
  );
end
$$;
comment on function api.research_profile(text) is
  'Researcher: a published quarter by day of the week (1 Monday to 7 Sunday) and slot over the whole territory, 28 rows: minutes of complete visits (25 each), and where the dpo accepted it the noisy contributions (null below 20). Without them has_values is false and all values are null; an unknown quarter is null with the same shape.';
revoke all on function api.research_profile(text) from public;
grant execute on function api.research_profile(text) to authenticated;

