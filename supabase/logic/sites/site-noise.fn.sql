create or replace function release.site_noise(cell_key bigint)
returns integer
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  -- D = 2, V = .9: p(v) = e^(-b v^2) / Z with b = 0.517978677211241; cumulative probabilities times 2^32, rounded.
  select release.noise(cell_key, '{221388768,1268568980,3026398316,4073578528,4294967296}', '{-2,-1,0,1,2}')
$$;
comment on function release.site_noise(bigint) is
  'Noise of a count of living sites for a cell key (0 to 2^32 - 1): -2 to 2, symmetric, variance .9.';
revoke all on function release.site_noise(bigint) from public;
