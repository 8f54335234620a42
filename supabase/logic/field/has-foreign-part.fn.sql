create or replace function field.has_foreign_part(namespace uuid, visit_id uuid, visit jsonb)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select exists (
    select from field.read_encounters(namespace, visit) r join field.encounter e on e.id = r.own_id
    where e.visit_id <> has_foreign_part.visit_id
  ) or exists (
    select from field.read_contacts(namespace, visit) r join field.contact c on c.id = r.own_id
    join field.encounter e on e.id = c.encounter_id
    where e.visit_id <> has_foreign_part.visit_id
  )
$$;
comment on function field.has_foreign_part(uuid, uuid, jsonb) is
  'Whether an encounter or contact of a sent visit is already part of another visit of the account.';
revoke all on function field.has_foreign_part(uuid, uuid, jsonb) from public;
