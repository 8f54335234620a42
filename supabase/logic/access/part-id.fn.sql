create or replace function field.part_id(whole uuid, part text)
returns uuid
language sql immutable strict security invoker
set search_path = ''
as $$
  select encode(substring(sha256(uuid_send(whole) || convert_to(part, 'UTF8')) from 1 for 16), 'hex')::uuid
$$;
comment on function field.part_id(uuid, text) is
  'Id of a row that exists once per part of a whole, such as the round of a batch on one date and slot.';
revoke all on function field.part_id(uuid, text) from public;
