create or replace function release.plain_cell_key(key_sum numeric, modulus numeric)
returns numeric
language sql immutable strict parallel safe security invoker
return key_sum % modulus;
comment on function release.plain_cell_key(numeric, numeric) is
  'Cell key of the cell key method as published (Fraser & Wooton 2005; sdcTools, ONS): the sum of record keys modulo their range. Releases bind it to its place and time: release.cell_key.';
revoke all on function release.plain_cell_key(numeric, numeric) from public;
