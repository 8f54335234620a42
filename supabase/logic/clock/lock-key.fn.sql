create or replace function release.lock_key(organisation uuid)
returns bigint
language sql immutable strict security invoker
set search_path = ''
as $$
  -- 'x' || hex :: bit(64) reads the first 8 bytes of the digest as a signed 64-bit number.
  select ('x' || encode(substring(sha256('release/'::bytea || uuid_send(organisation)) from 1 for 8), 'hex'))::bit(64)::bigint
$$;
comment on function release.lock_key(uuid) is
  'Advisory lock of an organisation''s records: writers take it shared, publication exclusively, so that received_at is never earlier than a publication it missed.';
revoke all on function release.lock_key(uuid) from public;
