create or replace function org.territory_key(organisation uuid)
returns text
language sql stable security invoker
set search_path = ''
as $$
  -- 34 bytes: record keys sign 16 and cell keys 76, so no message has two meanings.
  select encode(extensions.hmac(
    convert_to('repere/territory/', 'UTF8') || '\x01'::bytea || uuid_send(organisation), release.secret(), 'sha256'
  ), 'hex')
$$;
comment on function org.territory_key(uuid) is
  'Key under which devices digest an organisation''s names of territories; RP010 without the release secret.';
revoke all on function org.territory_key(uuid) from public;
