create or replace function release.leaf_identities(season integer)
returns table (leaf_id integer, identity bytea)
language sql stable security invoker
set search_path = ''
as $$
  select s.leaf_id, sha256(string_agg(int4send(s.square) || int2send(s.size_km), ''::bytea order by s.square))
  from release.leaf_square s
  where s.season_id = leaf_identities.season
  group by s.leaf_id
$$;
comment on function release.leaf_identities(integer) is
  'What a leaf is, apart from its number: SHA-256 over its squares in ascending order, 4 bytes of square and 2 of size each.';
revoke all on function release.leaf_identities(integer) from public;
