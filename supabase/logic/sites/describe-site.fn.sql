create or replace function field.describe_site(site field.site, today date)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', site.id, 'code', site.code, 'cell', site.cell, 'kind', site.kind, 'state', site.state,
    'residents_band', site.residents_band, 'minors_band', site.minors_band, 'opened_on', site.opened_on,
    'closed_on', site.closed_on, 'visited_on', v.visited_on,
    'due', site.state = 'active' and (v.visited_on is null or v.visited_on < today - field.site_interval()),
    'events', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', e.id, 'on', e.happened_on, 'state', e.state,
        'to_site', (select k.code from field.site k where k.id = e.moved_to_site), 'to_district', e.moved_to_district
      ) order by e.happened_on desc, e.written_at desc nulls last, e.id)
      from field.site_event e where e.site_id = site.id
    ), '[]')
  )
  from (select field.site_visited_on(site.id) as visited_on) v
$$;
comment on function field.describe_site(field.site, date) is
  'A living site as the register opens it: what it is, its state and history, when it was last visited and whether it is due. Nobody who lives there.';
revoke all on function field.describe_site(field.site, date) from public;
