create or replace function api.institutional_table()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'settings', to_jsonb(field.settings()),
    'departements', to_jsonb(field.departements()),
    'bounds', to_jsonb(release.class_bounds('lead')),
    'next', (
      select jsonb_build_object('quarter', q.quarter, 'due_on', q.due_on, 'is_due', q.is_due)
      from release.institutional_quarters(caller.organisation_id) q limit 1
    ),
    'quarters', coalesce((
      select jsonb_agg(jsonb_build_object(
        'quarter', p.quarter, 'published_at', p.published_at,
        -- Every setting of every département: an answer without what is hidden would be shorter where more is.
        'class', (
          select jsonb_agg(coalesce(c.class, 0) order by s.nth, d.nth)
          from unnest(field.settings()) with ordinality s (setting, nth)
          cross join unnest(field.departements()) with ordinality d (departement, nth)
          left join release.institutional_cell c
            on c.quarter_id = p.id and c.setting = s.setting and c.departement = d.departement
        )
      ) order by p.quarter desc)
      from release.institutional_quarter p
      where p.organisation_id = caller.organisation_id and field.quarter_end(p.quarter) >= today - 364
    ), '[]')
  );
end
$$;
comment on function api.institutional_table() is
  'Leads: published quarters of institutional contacts of the last 52 weeks, newest first; class holds every setting (outer) of every département (inner), 0 where not published. No count, and no total over what is hidden.';
revoke all on function api.institutional_table() from public;
grant execute on function api.institutional_table() to authenticated;
