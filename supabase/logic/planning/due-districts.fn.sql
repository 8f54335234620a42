create or replace function field.due_districts(organisation uuid, today date)
returns setof integer
language sql stable strict security invoker rows 20
set search_path = ''
as $$
  -- Whole districts: an addition to the cell alone would tell where the site is (privacy.md, attack 12).
  select distinct grid.square_of(s.cell, 8)
  from field.site s
  where s.organisation_id = organisation and s.cell is not null and s.state = 'active' and s.opened_on <= today
    and not exists (
      select from field.visit v join field.round r on r.id = v.round_id
      where v.site_id = s.id and v.service_date between today - 28 and today
        and v.outcome is distinct from 'not_reached' and r.status in ('done', 'validated')
    )
$$;
comment on function field.due_districts(uuid, date) is
  'Districts (8 km squares) with an active site that nobody reached for 4 weeks.';
revoke all on function field.due_districts(uuid, date) from public;
