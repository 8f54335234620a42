-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: audit/require-site-openings.fn.sql
create or replace function audit.require_site_openings(caller org.member, sites integer, most integer)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
  opened bigint;
begin
  -- One answer that names sites after another, so that two at once do not share what is left.
  perform pg_advisory_xact_lock(
    ('x' || encode(substring(sha256(uuid_send(caller.user_id) || 'sites_opened'::bytea) from 1 for 8), 'hex'))::bit(64)::bigint
  );
  -- By the real clock, as the log is; whatever is called an opening and says how many sites it named counts.
  select coalesce(sum((e.counts ->> 'sites')::integer), 0) into opened
  from audit.event e
  where e.organisation_id = caller.organisation_id and e.actor = caller.user_id
    and e.action like '%\_opened' and e.counts ? 'sites'
    and e.happened_at > clock_timestamp() - interval '25 hours'
    and (e.happened_at at time zone zone)::date = (clock_timestamp() at time zone zone)::date;
  if opened + sites > most then
    perform org.refuse('RP007', 'This account has not so many sites left today.');
  end if;
  return most - opened - sites;
end
$$;
comment on function audit.require_site_openings(org.member, integer, integer) is
  'Raises RP007 where these sites, with those that the caller''s openings of this day (of the organisation''s time zone) named, are more than most; returns how many are left after them. The caller is to write an action …_opened with counts {sites}.';
revoke all on function audit.require_site_openings(org.member, integer, integer) from public;

-- logic: rounds/describe-stops.fn.sql
create or replace function field.describe_stops(caller org.member, round field.round)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- Stops follow the chance of meeting: another team's are not a lead's to see without opening its working memory.
  -- What a stop is for (a site, an alert) is told only to those who go there, on the day: its length would tell it too.
  select case when caller.role = 'educator' or round.team_id = caller.team_id then coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'cell', s.cell, 'minutes', case when caller.role = 'educator' then s.planned_minutes else field.stop_minutes() end, 'pinned', s.pinned,
      'kind', case
        when caller.role <> 'educator' then null
        when s.site_id is not null then 'site'
        when s.alert_id is not null then 'alert'
        else 'place'
      end
    ) order by s.position, s.id)
    from field.stop s where s.round_id = round.id
  ), '[]') end
$$;
comment on function field.describe_stops(org.member, field.round) is
  'Stops of a round in their order: for a lead of its team, without what they are for, all of one length; for an educator who goes out in it, with it; null for a lead of another team.';
revoke all on function field.describe_stops(org.member, field.round) from public;

-- logic: rounds/stop-conflicts.fn.sql
create or replace function api.stop_conflicts(monday date)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  found_ones jsonb;
  sites integer;
begin
  perform org.require_second_factor();
  perform field.require_monday(monday);
  select coalesce(jsonb_agg(jsonb_build_object('round', r.id, 'stop', s.id, 'code', k.code) order by r.id, s.position), '[]'),
    count(distinct s.site_id) filter (where k.code = 'site_closed')
  into found_ones, sites
  from field.round r
  join field.stop s on s.round_id = r.id
  left join field.site site on site.id = s.site_id
  left join field.alert a on a.id = s.alert_id
  cross join lateral (
    select case
      when site.state <> 'active' then 'site_closed'
      when a.due_on < r.service_date and a.outcome is null then 'alert_past_due'
      when a.outcome is not null then 'alert_closed'
    end as code
  ) k
  where r.organisation_id = caller.organisation_id and r.team_id = caller.team_id
    and r.service_date between monday and monday + 6 and r.status in ('draft', 'planned') and k.code is not null;
  -- A stop told to be a site's is an opening of that site: of the register's 20 a day.
  perform audit.require_site_openings(caller, sites, 20);
  perform audit.write(
    'stop_conflicts_opened', null, jsonb_build_object('stops', jsonb_array_length(found_ones), 'sites', sites)
  );
  return jsonb_build_object('stops', found_ones);
end
$$;
comment on function api.stop_conflicts(date) is
  'Leads, with a fresh second factor: stops of their own team''s planned rounds of a week that went out of date: site_closed, alert_past_due on the round''s day, alert_closed. It names sites and alerts, so each opening is audited, and its sites count among the 20 a day of an account; RP007 beyond.';
revoke all on function api.stop_conflicts(date) from public;
grant execute on function api.stop_conflicts(date) to authenticated;

-- logic: rounds/stop-minutes.fn.sql
create or replace function field.stop_minutes()
returns integer
language sql immutable security invoker
set search_path = ''
as $$
  select 25
$$;
comment on function field.stop_minutes() is
  'Planned minutes of every stop that a calendar shows: one length, whatever the stop is for.';
revoke all on function field.stop_minutes() from public;

-- logic: rounds/write-stops.fn.sql
create or replace function field.write_stops(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  -- What a stop is for stays with it when it moves, also to another round: calendars do not know it.
  purposes jsonb := (
    select coalesce(jsonb_object_agg(s.id::text || '/' || s.cell, jsonb_build_object('site', s.site_id, 'alert', s.alert_id)), '{}')
    from field.stop s
    where s.round_id in (select p.id from field.read_round_plans(rounds) p)
      and (s.site_id is not null or s.alert_id is not null)
  );
  written integer;
begin
  delete from field.stop s where s.round_id in (select p.id from field.read_round_plans(rounds) p);
  insert into field.stop (id, round_id, position, cell, site_id, alert_id, planned_minutes, pinned)
  select g.id, g.round_id, g.place, g.cell,
    coalesce(g.site_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'site')),
    coalesce(
      g.alert_id, field.json_uuid(purposes -> (g.id::text || '/' || g.cell) -> 'alert'),
      -- A stop where a tip waits answers it, whoever thought of it.
      (
        select a.id from field.alert a
        where a.organisation_id = caller.organisation_id and a.cell = g.cell and a.outcome is null
          and (a.slot is null or a.slot = r.slot)
        order by a.due_on, a.id limit 1
      )
    ),
    -- One length for all: who wrote 60 for sites and 25 elsewhere would tell the team's other leads which are sites.
    field.stop_minutes(), g.pinned
  from field.read_stops(rounds) g join field.round r on r.id = g.round_id
  on conflict (id) do nothing;
  get diagnostics written = row_count;
  if written <> (select count(*) from field.read_stops(rounds)) then
    perform org.refuse('RP004', 'A stop stands in another round already. Nothing was saved.');
  end if;
end
$$;
comment on function field.write_stops(org.member, jsonb) is
  'Writes the stops of rounds that were checked, in their order; sites and alerts that they were for stay with them, and all have one length. RP004 where a stop stands in a round that is not saved with them.';
revoke all on function field.write_stops(org.member, jsonb) from public;

