create or replace function release.residents_of(band smallint)
returns integer
language sql immutable strict parallel safe security invoker
return (array[5, 20, 55, 140, 300])[band];
comment on function release.residents_of(smallint) is
  'Residents that a size band of a site stands for: the middle of 1-9, 10-29, 30-79, 80-199, and 300 for 200 or more.';
revoke all on function release.residents_of(smallint) from public;
