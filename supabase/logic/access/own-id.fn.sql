create or replace function field.own_id(owner uuid, device_id uuid)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select encode(substring(sha256(uuid_send(owner) || uuid_send(device_id)) from 1 for 16), 'hex')::uuid
$$;
comment on function field.own_id(uuid, uuid) is
  'Stored id of a row whose id was made on a device: an account can neither meet nor probe another account''s rows.';
revoke all on function field.own_id(uuid, uuid) from public;
