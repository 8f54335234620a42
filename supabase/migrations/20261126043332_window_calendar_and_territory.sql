-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function release.due_windows(uuid), release.due_work(uuid);

-- logic: access/require-narrow.fn.sql
create or replace function org.require_narrow(organisation uuid)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  -- Each 8 km square of the territory costs a learned season 85 draws of noise: 594 squares 4 s, 1,800 squares 9 s in
  -- PGlite on a busy desk. 600 hold all of Île-de-France twice, with the ring around it.
  if (
    select count(*) from release.territory(array(
      select distinct c.cell from org.sector s join org.sector_cell c on c.sector_id = s.id
      where s.organisation_id = require_narrow.organisation
    ))
  ) > 600 then
    perform org.refuse('RP007', 'The sectors touch more than 600 squares of 8 km, with those around them.');
  end if;
end
$$;
comment on function org.require_narrow(uuid) is
  'Raises RP007 where an organisation''s sectors together touch more than 600 squares of 8 km, one ring around them included: drawing a season costs time for each.';
revoke all on function org.require_narrow(uuid) from public;

-- logic: release/calendar-of.fn.sql
create or replace function release.calendar_of(organisation uuid)
returns table (
  layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date,
  state text, due_on date, published_at timestamptz, shown_leaves bigint
)
language sql stable security invoker rows 100
set search_path = ''
as $$
  select d.layer, d.tier, d.team_id, d.starts_on, d.ends_on, 'due', d.due_on, null::timestamptz, null::bigint
  from release.due_work(calendar_of.organisation) d
  union all
  select w.layer, w.tier, w.team_id, w.starts_on, w.ends_on,
    case when age.is_withdrawn then 'withdrawn' else 'published' end, null, w.published_at,
    -- Withdrawn from view, and research, whose values are told to researchers alone: not even how much is shown.
    case
      when age.is_withdrawn or w.layer = 'research' then null
      when w.layer = 'sites' then (select count(*) from release.site_cell c where c.window_id = w.id)
      else (select count(*) from release.cell c where c.window_id = w.id and c.breakdown = 'total')
    end
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  cross join lateral (
    select w.layer <> 'research' and w.ends_on < release.today(o.time_zone) - 364 as is_withdrawn
  ) age
  where w.organisation_id = calendar_of.organisation
$$;
comment on function release.calendar_of(uuid) is
  'Windows of an organisation that are due or out, of every layer. shown_leaves is null for what is due, withdrawn or of research.';
revoke all on function release.calendar_of(uuid) from public;

-- logic: release/due-windows.fn.sql
create or replace function release.due_windows(organisation uuid)
returns table (tier release.tier, team_id uuid, starts_on date, ends_on date, due_on date)
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
  select a.tier, a.team_id, u.starts_on, u.ends_on, u.due_on
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
returns table (layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date, due_on date)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select 'encounters'::release.layer, d.tier, d.team_id, d.starts_on, d.ends_on, d.due_on
  from release.due_windows(due_work.organisation) d
  union all
  select q.layer, 'lead'::release.tier, null::uuid, u.starts_on, u.ends_on, u.due_on
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

-- logic: release/fixed-squares.fn.sql
create or replace function release.fixed_squares(roots integer[], cells integer[], sizes_km integer[])
returns table (leaf integer, square integer, size_km smallint)
language sql immutable security invoker
-- Sets of unknown size are taken from each other by hashing: pair by pair, 20,000 cells took a minute.
set enable_nestloop = off
set jit = off
set search_path = ''
as $$
  with size as (
    select km from unnest('{2,4,8}'::integer[]) km
  ),
  wish as (
    select distinct grid.square_of(w.cell, w.km) as square, w.km from unnest(cells, sizes_km) w (cell, km)
  ),
  -- Where sectors ask for different sizes, the larger square wins.
  part as (
    select w.square, w.km from wish w join unnest(roots) r (root) on r.root = grid.square_of(w.square, 8)
    except
    select w.square, w.km from wish w join size s on s.km > w.km
    join wish larger on larger.km = s.km and larger.square = grid.square_of(w.square, s.km)
  ),
  -- The rest of each 8 km square, in the largest squares that hold no part and lie in none.
  free as (
    select grid.square_of(c.cell, s.km) as square, s.km
    from unnest(roots) r (root) cross join lateral grid.cells_of(r.root, 8) c (cell) cross join size s
    except
    select grid.square_of(c.cell, s.km), s.km
    from part p cross join lateral grid.cells_of(p.square, p.km) c (cell) cross join size s
  ),
  -- Written out, so that equal columns are all there is to join by: left to itself, PostgreSQL 15 compared every two.
  within as materialized (
    select f.square, f.km, grid.square_of(f.square, s.km) as larger, s.km as larger_km
    from free f join size s on s.km > f.km
  ),
  rest as (
    select f.square, f.km from free f
    except
    select w.square, w.km from within w join free larger on larger.square = w.larger and larger.km = w.larger_km
  )
  select p.square, p.square, p.km::smallint from part p
  union all
  select min(r.square) over (partition by grid.square_of(r.square, 8)), r.square, r.km::smallint from rest r
$$;
comment on function release.fixed_squares(integer[], integer[], integer[]) is
  'Partition of 8 km squares without looking at data: squares of the size that each planned cell asks for (2, 4 or 8 km), and the rest of each 8 km square as one leaf. A leaf is named by one of its squares.';
revoke all on function release.fixed_squares(integer[], integer[], integer[]) from public;

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
    select grid.square_of(v.cell, 8) as square
    from field.visit v
    where v.organisation_id = (season).organisation_id and v.site_id is null and not v.at_living_site
      and v.service_date between (season).starts_on - 364 and (season).ends_on
      and not exists (select from sector_cell)
    group by 1
    -- A file of scattered places would make drawing a season slow (org.require_narrow): those gone to most often.
    order by count(distinct v.service_date) desc, 1
    limit 200
  )
  select s.cell, s.finest_km::integer from sector_cell s
  union all
  select c.cell, 1 from visited_square v cross join lateral grid.cells_of(v.square, 8) c (cell)
$$;
comment on function release.planned_cells(release.season) is
  'Cells that teams answer for, with the smallest leaf allowed: those of sectors, or while there is no sector those of the 8 km squares that visits touch, the 200 visited on most dates.';
revoke all on function release.planned_cells(release.season) from public;

-- logic: release/window-calendar.fn.sql
create or replace function api.window_calendar()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
begin
  return jsonb_build_object('windows', coalesce((
    select jsonb_agg(jsonb_build_object(
      'layer', c.layer, 'tier', c.tier, 'team_id', c.team_id, 'team', t.name,
      'starts_on', c.starts_on, 'ends_on', c.ends_on, 'state', c.state, 'due_on', c.due_on,
      'published_at', c.published_at, 'shown_leaves', c.shown_leaves
    ) order by c.ends_on desc, c.layer, c.tier, t.name)
    from release.calendar_of(caller.organisation_id) c
    left join org.team t on t.id = c.team_id
  ), '[]'));
end
$$;
comment on function api.window_calendar() is
  'Dpo: every window of every layer, tier and team, newest first: due, published, or withdrawn (over 52 weeks old), with its dates and, while it is in view, how many leaves it shows (null: not said). No place, no class.';
revoke all on function api.window_calendar() from public;
grant execute on function api.window_calendar() to authenticated;

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
  perform org.require_narrow(caller.organisation_id);
  perform audit.write('sector_saved', saved);
  return jsonb_build_object('id', saved);
end
$$;
comment on function api.save_sector(uuid, text, uuid, integer, integer[]) is
  'Makes (sector null) or replaces a sector: admins, and leads for their own team. Repeated cells count once. RP007 where the organisation''s sectors would be too many or too scattered.';
revoke all on function api.save_sector(uuid, text, uuid, integer, integer[]) from public;
grant execute on function api.save_sector(uuid, text, uuid, integer, integer[]) to authenticated;

