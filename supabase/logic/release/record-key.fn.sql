create or replace function release.record_key(secret bytea, contributor uuid)
returns bigint
language sql immutable strict parallel safe security invoker
-- Written into the query that calls it (see grid.square_of): a million record keys take no million calls.
return ('x' || encode(substring(extensions.hmac(uuid_send(contributor), secret, 'sha256') from 1 for 4), 'hex'))::bit(32)::bigint;
comment on function release.record_key(bytea, uuid) is
  'Record key of a contribution: big-endian uint32 of the first 4 bytes of HMAC-SHA256(secret, contributor as 16 bytes).';
revoke all on function release.record_key(bytea, uuid) from public;
