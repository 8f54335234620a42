create or replace function release.noise_shares()
returns double precision[]
language sql immutable security invoker
set search_path = ''
as $$
  -- The same cumulative table as release.staff_noise.
  select array_agg((u.bound - coalesce(u.before, 0)) / 4294967296.0::double precision order by u.bound)
  from (
    select b.bound, lag(b.bound) over (order by b.bound) as before
    from unnest('{16285916,87543411,312138561,822081613,1656136175,2638831121,3472885683,3982828735,4207423885,4278681380,4294967296}'::bigint[]) b (bound)
  ) u
$$;
comment on function release.noise_shares() is 'Chances of -5 to 5 in the noise of staff releases.';
revoke all on function release.noise_shares() from public;
