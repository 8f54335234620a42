create or replace function field.settle_site(site uuid)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  -- State and closing day follow from the latest event: an event taken back gives the former state again.
  update field.site s set
    state = coalesce(l.state, 'active'),
    closed_on = case when coalesce(l.state, 'active') <> 'active' then greatest(l.happened_on, s.opened_on) end,
    archived_at = case when coalesce(l.state, 'active') <> 'active' then s.archived_at end
  from (select settle_site.site as id) given
  left join lateral (
    select e.state, e.happened_on from field.site_event e where e.site_id = given.id
    order by e.happened_on desc, e.written_at desc nulls last, e.id limit 1
  ) l on true
  where s.id = given.id
$$;
comment on function field.settle_site(uuid) is 'Gives a living site the state of its latest event, active without one.';
revoke all on function field.settle_site(uuid) from public;
