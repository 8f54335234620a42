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
