create or replace function release.institutional_key(
  organisation uuid, quarter date, setting text, departement text, key_sum numeric, secret bytea
)
returns bigint
language sql immutable strict security invoker
set search_path = ''
as $$
  -- The 76 bytes of release.cell_key, layer 4; the leaf is the setting and the département.
  select ('x' || encode(substring(extensions.hmac(
    int2send(4::smallint) || uuid_send(organisation) || int2send(2::smallint)
      || uuid_send('00000000-0000-0000-0000-000000000000'::uuid) || date_send(quarter)
      || sha256(convert_to(setting || '/' || departement, 'UTF8'))
      || substring(int8send(release.plain_cell_key(key_sum, 4294967296)::bigint) from 5 for 4),
    secret, 'sha256'
  ) from 1 for 4), 'hex'))::bit(32)::bigint
$$;
comment on function release.institutional_key(uuid, date, text, text, numeric, bytea) is
  'Cell key of institutional contacts, bound to organisation, quarter, setting and département.';
revoke all on function release.institutional_key(uuid, date, text, text, numeric, bytea) from public;
