create or replace function field.own_batch(caller org.member, batch uuid)
returns field.import_batch
language sql volatile security invoker
set search_path = ''
as $$
  -- By the id that the device made or by the stored id that api.batches() answers; its importer's only.
  select b.* from field.import_batch b
  where b.id in (batch, field.own_id(field.account_namespace(caller), batch)) and b.importer = caller.id
  limit 1
  for update
$$;
comment on function field.own_batch(org.member, uuid) is
  'Locks and returns an import batch of the caller; null if unknown or another account''s.';
revoke all on function field.own_batch(org.member, uuid) from public;
