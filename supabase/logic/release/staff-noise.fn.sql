create or replace function release.staff_noise(cell_key bigint)
returns integer
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  -- D = 5, V = 3: p(v) = e^(-b v^2) / Z with b = 0.163999921461; cumulative probabilities times 2^32, rounded.
  select release.noise(
    cell_key,
    '{16285916,87543411,312138561,822081613,1656136175,2638831121,3472885683,3982828735,4207423885,4278681380,4294967296}',
    '{-5,-4,-3,-2,-1,0,1,2,3,4,5}'
  )
$$;
comment on function release.staff_noise(bigint) is
  'Noise of a staff release for a cell key (0 to 2^32 - 1): -5 to 5, symmetric, variance 3.';
revoke all on function release.staff_noise(bigint) from public;
