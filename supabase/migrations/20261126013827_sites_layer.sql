-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: access/require-second-factor.fn.sql
create or replace function org.require_second_factor()
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if org.has_second_factor((select auth.jwt()))
    -- Who has the folder's own key reads the database anyway; the audit log tells such calls apart.
    or coalesce((select auth.jwt()) ->> 'via' = 'command_line', false)
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
comment on function org.require_second_factor() is
  'Raises 42501 with the hint second_factor unless a code was given at most 12 hours ago; after org.require(…), before any work. A demonstration and the folder''s own command line are exempt.';
revoke all on function org.require_second_factor() from public;

-- logic: release/describe-publication.fn.sql
create or replace function release.describe_publication(caller org.member, published release.window)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'layer', (published).layer, 'tier', (published).tier, 'team_id', (published).team_id,
    'starts_on', (published).starts_on, 'ends_on', (published).ends_on,
    'leaves', case (published).layer
      when 'sites' then (select count(*) from release.districts_of((published).season_id))
      else (select count(*) from release.leaf l where l.season_id = (published).season_id)
    end,
    -- Another team's educator release is not this lead's to see, not even how much of it is shown.
    'shown', case
      when (published).layer = 'sites' then (
        select count(*) from release.site_cell c where c.window_id = (published).id
      )
      when (published).team_id is null or (published).team_id = caller.team_id then (
        select count(*) from release.cell c where c.window_id = (published).id and c.breakdown = 'total'
      )
    end
  )
$$;
comment on function release.describe_publication(org.member, release.window) is
  'A window just published, as its publisher may see it; shown is null for another team''s.';
revoke all on function release.describe_publication(org.member, release.window) from public;

-- logic: release/districts-of.fn.sql
create or replace function release.districts_of(season integer)
returns setof integer
language sql stable security invoker rows 100
set search_path = ''
as $$
  select distinct grid.square_of(s.square, 8) from release.leaf_square s where s.season_id = districts_of.season
$$;
comment on function release.districts_of(integer) is
  'The 8 km squares of a season''s territory: districts, and the squares of the layer of living sites.';
revoke all on function release.districts_of(integer) from public;

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
  from (select release.today(o.time_zone) as today from org.organisation o where o.id = due_work.organisation) clock
  cross join (values ('sites'::release.layer)) q (layer)
  cross join lateral release.unpublished_quarters(due_work.organisation, q.layer) u
  where u.due_on <= clock.today
  order by ends_on, layer, tier, team_id
$$;
comment on function release.due_work(uuid) is
  'Everything that can be published today, of every layer, oldest first; windows without records too, since silence would tell that there are none.';
revoke all on function release.due_work(uuid) from public;

-- logic: release/open-window.fn.sql
create or replace function release.open_window(
  organisation uuid, layer release.layer, starts_on date, ends_on date, published_by uuid
)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  opened release.window;
begin
  -- Writers hold this lock shared: what arrives later is dated later than this window's publication.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  insert into release.window
    (organisation_id, season_id, policy_id, tier, layer, starts_on, ends_on, published_at, published_by)
  values (
    organisation, release.season_of(organisation, open_window.starts_on),
    (release.current_policy(organisation)).id, 'lead', open_window.layer,
    open_window.starts_on, open_window.ends_on, release.now(), open_window.published_by
  )
  returning * into opened;
  perform audit.write(
    'window_published', null, jsonb_build_object('window', opened.id, 'layer', opened.layer), organisation
  );
  return opened;
end
$$;
comment on function release.open_window(uuid, release.layer, date, date, uuid) is
  'The row of a quarter''s window of a layer other than encounters, audited; the same transaction fills it. Such windows are of the whole organisation. RP012 over a published window.';
revoke all on function release.open_window(uuid, release.layer, date, date, uuid) from public;

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
  select d.* into due from release.due_work(organisation) d limit 1;
  if due.tier is null then
    return null;
  end if;
  return case due.layer
    when 'sites' then release.publish_sites(organisation, due.starts_on, due.ends_on, publish_next.published_by)
    else release.publish_window(organisation, due.tier, due.team_id, due.starts_on, due.ends_on, publish_next.published_by)
  end;
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
    'due', (select count(*) from release.due_work(caller.organisation_id)),
    'next_due_on', (
      select min(u.due_on)
      from (
        select w.due_on
        from release.audiences(caller.organisation_id) a
        cross join lateral release.unpublished_windows(caller.organisation_id, a.tier, a.team_id) w
        where release.first_record(caller.organisation_id, a.team_id) is not null
        union all
        select q.due_on from release.unpublished_quarters(caller.organisation_id, 'sites') q
      ) u
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id),
    'last', (
      select jsonb_build_object('layer', w.layer, 'tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on, 'published_at', w.published_at)
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
  'Lead: publishes the oldest window that is due, of any team and layer, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;

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
      when 'site_cell' then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
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

-- logic: release/unpublished-quarters.fn.sql
create or replace function release.unpublished_quarters(organisation uuid, layer release.layer)
returns table (starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, release.first_record(o.id, null) as first_day,
      case unpublished_quarters.layer
        when 'sites' then (release.current_policy(o.id)).lead_lag_days
      end as lag_days
    from org.organisation o
    where o.id = unpublished_quarters.organisation and release.first_record(o.id, null) is not null
  ),
  slot as (
    select s.day::date as starts_on, s.day::date + 90 as ends_on, g.lag_days, g.today
    from given g
    -- What ended over 52 weeks ago is withdrawn from view: nobody would ever see it.
    cross join lateral generate_series(
      release.lattice_start(greatest(least(g.first_day, g.today), g.today - 364), 13)::timestamp, g.today::timestamp, interval '91 days'
    ) s (day)
  )
  select s.starts_on, s.ends_on, s.ends_on + 1 + s.lag_days
  from slot s
  where s.ends_on >= s.today - 364 and not exists (
    select from release.window w
    where w.organisation_id = unpublished_quarters.organisation and w.layer = unpublished_quarters.layer
      and w.starts_on <= s.ends_on and w.ends_on >= s.starts_on
  )
  order by 1
$$;
comment on function release.unpublished_quarters(uuid, release.layer) is
  'Quarters of a layer of the whole organisation (13 weeks, from the first done round to the one that holds today) that are not published, oldest first; those that would be withdrawn at once are left out. due_on is the first day on which one can be published. Nothing is due before the first done round.';
revoke all on function release.unpublished_quarters(uuid, release.layer) from public;

-- logic: sites/follow-up-districts.fn.sql
create or replace function release.follow_up_districts(organisation uuid)
returns table (square integer, weeks integer)
language sql stable security invoker rows 20
set search_path = ''
as $$
  with clock as (
    select release.today(o.time_zone) as today from org.organisation o
    where o.id = follow_up_districts.organisation
  ),
  eviction as (
    select grid.square_of(s.cell, 8) as square, coalesce(e.happened_on, s.closed_on) as happened_on
    from field.site s
    left join field.site_event e on e.site_id = s.id and e.state = 'evicted'
    where s.organisation_id = follow_up_districts.organisation and s.cell is not null
      and (e.id is not null or s.state = 'evicted')
  )
  -- Whole squares within 3 km of a square: itself and the eight that touch it; the next are 8 km away. A disc around
  -- the site itself gave its cell away with certainty.
  select north.km * 10000 + east.km, min((c.today - e.happened_on) / 7)
  from eviction e
  cross join clock c
  cross join lateral generate_series(e.square / 10000 - 8, e.square / 10000 + 8, 8) north (km)
  cross join lateral generate_series(e.square % 10000 - 8, e.square % 10000 + 8, 8) east (km)
  where e.happened_on between c.today - 56 and c.today
    and north.km between 0 and 9992 and east.km between 0 and 9992
  group by 1
$$;
comment on function release.follow_up_districts(uuid) is
  'Whole 8 km squares within 3 km of the square of a site evicted in the last 8 weeks, with the weeks since the latest eviction. The same for every cell of the site''s square.';
revoke all on function release.follow_up_districts(uuid) from public;

-- logic: sites/follow-up.fn.sql
create or replace function api.follow_up()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  return (
    with placed as (
      select f.square, f.square - lag(f.square, 1, 0) over (order by f.square) as step, f.weeks
      from release.follow_up_districts(caller.organisation_id) f
    )
    select jsonb_build_object(
      'size_km', 8,
      'district', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'weeks', coalesce(to_jsonb(array_agg(p.weeks order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.follow_up() is
  'Lead: 8 km districts to look at again because a living site in or near them was evicted at most 8 weeks ago, as differences of their numbers, with the whole weeks since the latest such eviction. Which district the site was in is not said, nor how many there were.';
revoke all on function api.follow_up() from public;
grant execute on function api.follow_up() to authenticated;

-- logic: sites/publish-sites.fn.sql
create or replace function release.publish_sites(organisation uuid, starts_on date, ends_on date, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  secret bytea := release.secret();
  published release.window := release.open_window(
    organisation, 'sites', publish_sites.starts_on, publish_sites.ends_on, publish_sites.published_by
  );
begin
  insert into release.site_cell (window_id, square, class)
  select published.id, s.square, s.class from release.shown_sites(published, secret) s;
  return published;
end
$$;
comment on function release.publish_sites(uuid, date, date, uuid) is
  'Publishes one quarter of the layer of living sites for ever. RP010 without the secret, RP012 over a published window.';
revoke all on function release.publish_sites(uuid, date, date, uuid) from public;

-- logic: sites/residents-of.fn.sql
create or replace function release.residents_of(band smallint)
returns integer
language sql immutable strict parallel safe security invoker
return (array[5, 20, 55, 140, 300])[band];
comment on function release.residents_of(smallint) is
  'Residents that a size band of a site stands for: the middle of 1-9, 10-29, 30-79, 80-199, and 300 for 200 or more.';
revoke all on function release.residents_of(smallint) from public;

-- logic: sites/shown-sites.fn.sql
create or replace function release.shown_sites(published release.window, secret bytea)
returns table (square integer, class integer)
language sql stable security invoker
set search_path = ''
as $$
  with noisy as (
    select t.*, t.n + release.site_noise(release.cell_key(
      published, sha256(int4send(t.square) || int2send(8::smallint)), t.key_sum, secret
    )) as y
    from release.site_tally(published, secret) t
  )
  select n.square, width_bucket(n.y, release.site_class_bounds()::bigint[])
  from noisy n
  -- A square outside the territory has no row, whatever stands in it: a row of its own would give it away.
  join release.districts_of((published).season_id) d (square) on d.square = n.square
  where n.y >= (release.site_class_bounds())[1] and n.largest * 10 <= n.residents * 6
$$;
comment on function release.shown_sites(release.window, bytea) is
  'What a window of living sites shows, as classes: squares with y >= 5 where no site has more than 60 % of the residents. The cell key signs the square as a leaf of one 8 km square.';
revoke all on function release.shown_sites(release.window, bytea) from public;

-- logic: sites/site-class-bounds.fn.sql
create or replace function release.site_class_bounds()
returns integer[]
language sql immutable parallel safe security invoker
return '{5,7,11}'::integer[];
comment on function release.site_class_bounds() is
  'Lower bounds of the classes of the layer of living sites, class 1 first: 5-6, 7-10, more than 10. The first is its threshold.';
revoke all on function release.site_class_bounds() from public;

-- logic: sites/site-heat.fn.sql
create or replace function api.site_heat(from_window text, to_window text)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  bounds integer[] := release.site_class_bounds();
  span record;
begin
  select first.season_id, array_agg(w.id) as windows, min(w.starts_on) as starts_on, max(w.ends_on) as ends_on
  into span
  from release.visible_site_windows(caller) first
  join release.visible_site_windows(caller) last
    on last.season_id = first.season_id and last.starts_on >= first.starts_on
  join release.visible_site_windows(caller) w
    on w.season_id = first.season_id and w.starts_on between first.starts_on and last.starts_on
  where first.starts_on = field.parse_day(from_window) and last.starts_on = field.parse_day(to_window)
  group by first.season_id;
  if span.windows is null then
    return '{"season_id": null, "windows": 0, "from": null, "to": null, "leaf": [], "class": [], "at_least": []}';
  end if;
  return (
    with every as (
      select d.square, d.square - lag(d.square, 1, 0) over (order by d.square) as step,
        coalesce(s.at_least, 0) as at_least
      from release.districts_of(span.season_id) d (square)
      left join (
        select c.square, sum(bounds[c.class])::integer as at_least
        from release.site_cell c where c.window_id = any (span.windows) group by c.square
      ) s on s.square = d.square
    )
    select jsonb_build_object(
      'season_id', span.season_id, 'windows', cardinality(span.windows), 'from', span.starts_on, 'to', span.ends_on,
      'leaf', to_jsonb(array_agg(e.step order by e.square)),
      'class', to_jsonb(array_agg(width_bucket(e.at_least / cardinality(span.windows), bounds) order by e.square)),
      'at_least', to_jsonb(array_agg(e.at_least order by e.square))
    )
    from every e
  );
end
$$;
comment on function api.site_heat(text, text) is
  'Educators and leads: every 8 km square of a season over a range of published quarters of living sites, in the shape of api.heat: class of the mean of the lower bounds (0: not published) and their sum. Anything unknown answers the empty shape.';
revoke all on function api.site_heat(text, text) from public;
grant execute on function api.site_heat(text, text) to authenticated;

-- logic: sites/site-leaves.fn.sql
create or replace function api.site_leaves(season integer)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known integer := (
    select w.season_id from release.visible_site_windows(caller) w where w.season_id = season limit 1
  );
begin
  return (
    with placed as (
      select d.square, d.square - lag(d.square, 1, 0) over (order by d.square) as step,
        case when lag(d.square) over (order by d.square) is null then 0 else 1 end as place_step
      from release.districts_of(known) d (square)
    )
    select jsonb_build_object(
      'season_id', coalesce(known, 0),
      'leaf', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'square_leaf_index', coalesce(to_jsonb(array_agg(p.place_step order by p.square)), '[]'),
      'square', coalesce(to_jsonb(array_agg(p.step order by p.square)), '[]'),
      'size_km', coalesce(to_jsonb(array_agg(8 order by p.square)), '[]')
    )
    from placed p
  );
end
$$;
comment on function api.site_leaves(integer) is
  'Educators and leads: the 8 km squares of the layer of living sites in a season, in the shape of api.leaves: a leaf is one square and its id the square''s number. Any other season answers empty columns and season 0.';
revoke all on function api.site_leaves(integer) from public;
grant execute on function api.site_leaves(integer) to authenticated;

-- logic: sites/site-noise.fn.sql
create or replace function release.site_noise(cell_key bigint)
returns integer
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  -- D = 2, V = .9: p(v) = e^(-b v^2) / Z with b = 0.517978677211241; cumulative probabilities times 2^32, rounded.
  select release.noise(cell_key, '{221388768,1268568980,3026398316,4073578528,4294967296}', '{-2,-1,0,1,2}')
$$;
comment on function release.site_noise(bigint) is
  'Noise of a count of living sites for a cell key (0 to 2^32 - 1): -2 to 2, symmetric, variance .9.';
revoke all on function release.site_noise(bigint) from public;

-- logic: sites/site-tally.fn.sql
create or replace function release.site_tally(published release.window, secret bytea)
returns table (square integer, n bigint, residents bigint, largest integer, key_sum numeric)
language sql stable security invoker
set search_path = ''
as $$
  select grid.square_of(s.cell, 8), count(*), sum(release.residents_of(s.residents_band)),
    max(release.residents_of(s.residents_band)), sum(release.record_key(secret, s.id))
  from field.site s
  where s.organisation_id = (published).organisation_id and s.cell is not null
    and s.opened_on <= (published).ends_on
    and (s.closed_on is null or s.closed_on >= (published).starts_on)
  group by 1
$$;
comment on function release.site_tally(release.window, bytea) is
  'True counts of living sites open on at least one day of a window, by 8 km square, with their residents (by size band) and the sum of their record keys: the unit is the site.';
revoke all on function release.site_tally(release.window, bytea) from public;

-- logic: sites/site-windows.fn.sql
create or replace function api.site_windows()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  bounds integer[] := release.site_class_bounds();
begin
  return jsonb_build_object(
    'policy', jsonb_build_object(
      'k0', 3, 'd', 2, 'weeks', 13, 'lag_days', (release.current_policy(caller.organisation_id)).lead_lag_days,
      'classes', (
        select jsonb_agg(jsonb_build_object('class', b.class, 'from', b.bound, 'to', b.above - 1) order by b.class)
        from (
          select u.class, u.bound, lead(u.bound) over (order by u.class) as above
          from unnest(bounds) with ordinality u (bound, class)
        ) b
      )
    ),
    'windows', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', w.id, 'season_id', w.season_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on,
        'published_at', w.published_at, 'shown_leaves', shown.squares, 'at_least', shown.at_least
      ) order by w.starts_on)
      from release.visible_site_windows(caller) w
      cross join lateral (
        select count(*) as squares, coalesce(sum(bounds[c.class]), 0) as at_least
        from release.site_cell c where c.window_id = w.id
      ) shown
    ), '[]'),
    'next', (
      select jsonb_build_object('starts_on', u.starts_on, 'ends_on', u.ends_on, 'due_on', u.due_on)
      from release.unpublished_quarters(caller.organisation_id, 'sites') u
      limit 1
    )
  );
end
$$;
comment on function api.site_windows() is
  'Educators and leads: published quarters of the layer of living sites, in the shape of api.windows: the threshold is k0 + d = 5, at_least counts sites, and a leaf is an 8 km square.';
revoke all on function api.site_windows() from public;
grant execute on function api.site_windows() to authenticated;

-- logic: sites/visible-site-windows.fn.sql
create or replace function release.visible_site_windows(caller org.member)
returns setof release.window
language sql stable security invoker rows 10
set search_path = ''
as $$
  select w.*
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  where w.organisation_id = caller.organisation_id and w.layer = 'sites'
    and w.ends_on >= release.today(o.time_zone) - 364
  order by w.starts_on
$$;
comment on function release.visible_site_windows(org.member) is
  'Published windows of the layer of living sites, oldest first, without those that ended more than 52 weeks ago. One release for educators and leads: a second one would have noise of its own, to be averaged with the first.';
revoke all on function release.visible_site_windows(org.member) from public;

