create or replace function release.noise_bound()
returns integer
language sql immutable parallel safe security invoker
return 5;
comment on function release.noise_bound() is 'D: the largest perturbation of staff releases.';
revoke all on function release.noise_bound() from public;
