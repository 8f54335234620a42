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
