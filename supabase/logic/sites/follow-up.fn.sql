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
