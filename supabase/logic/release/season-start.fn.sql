create or replace function release.season_start(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select anchor.day + (floor((season_start.day - anchor.day) / 364.0) * 364)::integer
  from (
    select coalesce(
      -- The latest season begun by then, drawn or to be opened by a change of policy; before all of them, the first.
      (
        select max(b.starts_on) from (
          select s.starts_on from release.season s where s.organisation_id = organisation
          union all
          select p.season_from from release.policy p where p.organisation_id = organisation
        ) b
        where b.starts_on <= season_start.day
      ),
      (select min(s.starts_on) from release.season s where s.organisation_id = organisation),
      (
        select release.lattice_start(min(c.service_date), 13) from field.contact c
        where c.organisation_id = season_start.organisation
          and c.service_date in (select d.day from release.settled_days(season_start.organisation, null) d)
      ),
      release.lattice_start(season_start.day, 13)
    ) as day
  ) anchor
$$;
comment on function release.season_start(uuid, date) is
  'First day of the 52 weeks that hold a day: counted from the latest season begun by then (drawn, or opened by a change of policy), and backwards from the first one, which began with the quarter of the first contact, lone old dates aside.';
revoke all on function release.season_start(uuid, date) from public;
