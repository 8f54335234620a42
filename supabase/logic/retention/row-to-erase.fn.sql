create or replace function field.row_to_erase(caller org.member, kind text, id uuid)
returns table (row_id uuid, visit_id uuid, encounter_id uuid, own boolean)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with wanted as (
    -- An account knows its rows by the ids of its device, the dpo by those that are stored.
    select unnest(array[
      row_to_erase.id, field.own_id(field.account_namespace(caller), row_to_erase.id)
    ]) as id
  ),
  found as (
    select v.id as row_id, v.id as visit_id, null::uuid as encounter_id
    from wanted w join field.visit v on v.id = w.id where kind = 'visit'
    union all
    select e.id, e.visit_id, e.id from wanted w join field.encounter e on e.id = w.id where kind = 'encounter'
    union all
    select c.id, e.visit_id, e.id from wanted w join field.contact c on c.id = w.id
    join field.encounter e on e.id = c.encounter_id where kind = 'contact'
  ),
  owned as (
    select f.*, k.user_id is not distinct from caller.user_id and caller.user_id is not null as own
    from found f
    join field.visit v on v.id = f.visit_id and v.organisation_id = caller.organisation_id
    join field.recorder k on k.id = v.recorder_id
    union all
    select i.id, null::uuid, null::uuid, k.user_id is not distinct from caller.user_id and caller.user_id is not null
    from wanted w
    join field.institutional_contact i on i.id = w.id and i.organisation_id = caller.organisation_id
    join field.recorder k on k.id = i.recorder_id
    where kind = 'institutional'
  )
  select o.* from owned o where o.own or caller.role = 'dpo' limit 1
$$;
comment on function field.row_to_erase(org.member, text, uuid) is
  'A visit, encounter, contact or institutional count that a member may erase: rows of their own account, or for the dpo any row of the organisation; no row for anything else.';
revoke all on function field.row_to_erase(org.member, text, uuid) from public;
