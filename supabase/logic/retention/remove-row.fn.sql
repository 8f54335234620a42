create or replace function field.remove_row(organisation uuid, kind text, row_id uuid, visit uuid, encounter uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visits bigint := 0;
  encounters bigint := 0;
  contacts bigint := 0;
begin
  if kind = 'institutional' then
    delete from field.institutional_contact i where i.id = row_id;
    insert into field.erasure (row_id, organisation_id, erased_at) values (remove_row.row_id, organisation, release.now())
    on conflict do nothing;
    return jsonb_build_object('visits', 0, 'encounters', 0, 'contacts', 0, 'institutional', 1);
  end if;
  -- What a window counted counts no second time if it is written anew.
  perform field.remember_gone(array(
    select e.id from field.encounter e where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      else e.id = encounter
        and not exists (select from field.contact c where c.encounter_id = e.id and c.id <> row_id)
    end
  ));
  with gone as (
    delete from field.contact c using field.encounter e
    where e.id = c.encounter_id and e.visit_id = visit
      and case kind when 'contact' then c.id = row_id when 'encounter' then e.id = encounter else true end
    returning c.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into contacts from gone;
  with gone as (
    delete from field.encounter e
    where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      -- A meeting whose last youth is erased goes too.
      else e.id = encounter and not exists (select from field.contact c where c.encounter_id = e.id)
    end
    returning e.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into encounters from gone;
  if kind = 'visit' then
    delete from field.visit v where v.id = visit;
    get diagnostics visits = row_count;
    insert into field.erasure (row_id, organisation_id, erased_at) values (visit, organisation, release.now())
    on conflict do nothing;
  elsif encounters > 0 and not exists (select from field.encounter e where e.visit_id = visit) then
    -- That someone was met there is part of what was erased.
    update field.visit v set outcome = null where v.id = visit;
  end if;
  return jsonb_build_object('visits', visits, 'encounters', encounters, 'contacts', contacts);
end
$$;
comment on function field.remove_row(uuid, text, uuid, uuid, uuid) is
  'Deletes a contact, an encounter with its contacts, a visit with all of them, or an institutional count, keeps only their ids (field.erasure), and answers how many rows.';
revoke all on function field.remove_row(uuid, text, uuid, uuid, uuid) from public;
