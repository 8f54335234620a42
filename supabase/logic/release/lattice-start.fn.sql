create or replace function release.lattice_start(day date, weeks integer)
returns date
language sql immutable strict parallel safe security invoker
return date '2024-01-01' + (floor((day - date '2024-01-01') / (7.0 * weeks)) * 7 * weeks)::integer;
comment on function release.lattice_start(date, integer) is
  'First day of the window of so many weeks that holds a day: windows are counted from Monday 2024-01-01, both ways.';
revoke all on function release.lattice_start(date, integer) from public;
