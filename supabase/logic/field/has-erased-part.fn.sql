create or replace function field.has_erased_part(namespace uuid, visit_id uuid, visit jsonb)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select exists (
    select from field.erasure e
    where e.row_id = has_erased_part.visit_id
      or e.row_id in (select r.own_id from field.read_encounters(namespace, visit) r)
      or e.row_id in (select r.own_id from field.read_contacts(namespace, visit) r)
  )
$$;
comment on function field.has_erased_part(uuid, uuid, jsonb) is
  'Whether a sent visit, or an encounter or contact of it, was erased: then nothing of it comes back.';
revoke all on function field.has_erased_part(uuid, uuid, jsonb) from public;
