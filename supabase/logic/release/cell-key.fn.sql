create or replace function release.cell_key(published release.window, leaf_identity bytea, key_sum numeric, secret bytea)
returns bigint
language sql immutable security invoker
set search_path = ''
as $$
  -- 76 bytes, every part of fixed width, so that no two meanings share a message (record keys sign 16 bytes):
  -- layer 2, organisation 16, tier 2, team 16 (zeros: none), first day 4 (days since 2000-01-01), leaf 32, sum 4.
  select ('x' || encode(substring(extensions.hmac(
    int2send(case (published).layer when 'encounters' then 1::smallint when 'sites' then 2::smallint end)
      || uuid_send((published).organisation_id)
      || int2send(case (published).tier when 'educator' then 1::smallint when 'lead' then 2::smallint end)
      || uuid_send(coalesce((published).team_id, '00000000-0000-0000-0000-000000000000'::uuid))
      || date_send((published).starts_on)
      || leaf_identity
      || substring(int8send(release.plain_cell_key(key_sum, 4294967296)::bigint) from 5 for 4),
    secret, 'sha256'
  ) from 1 for 4), 'hex'))::bit(32)::bigint
$$;
comment on function release.cell_key(release.window, bytea, numeric, bytea) is
  'Cell key bound to layer, window and leaf: the same people have the same noise within one window and leaf, and unrelated noise elsewhere. Serial ids take no part: a database made anew gives the same noise.';
revoke all on function release.cell_key(release.window, bytea, numeric, bytea) from public;
