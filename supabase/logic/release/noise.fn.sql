create or replace function release.noise(cell_key numeric, upper_bounds numeric[], perturbations integer[])
returns integer
language sql immutable strict parallel safe security invoker
-- width_bucket counts the bounds that do not exceed the key.
return perturbations[1 + width_bucket(cell_key, upper_bounds)];
comment on function release.noise(numeric, numeric[], integer[]) is
  'Perturbation of a row of a perturbation table: that of the first upper bound that exceeds the cell key.';
revoke all on function release.noise(numeric, numeric[], integer[]) from public;
