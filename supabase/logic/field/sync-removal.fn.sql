create or replace function field.sync_removal(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visit_id uuid := field.own_record_id(caller, field.json_uuid(sent -> 'visit'));
  known field.visit;
begin
  if visit_id is null then
    return 'bad_value';
  end if;
  select v.* into known from field.visit v where v.id = visit_id;
  if known.id is null then
    -- The visit may still be on its way: its id is enough to keep it out.
    insert into field.erasure (row_id, organisation_id, erased_at)
    values (visit_id, caller.organisation_id, release.now())
    on conflict do nothing;
    return 'kept';
  end if;
  if not field.is_open_record(caller, known.service_date) then
    return 'too_old';
  end if;
  perform field.remove_row(caller.organisation_id, 'visit', visit_id, visit_id, null);
  return 'kept';
end
$$;
comment on function field.sync_removal(org.member, jsonb) is
  'Removes a visit of the account for good, also one that has not come yet; too_old once it is closed: then it can only be erased.';
revoke all on function field.sync_removal(org.member, jsonb) from public;
