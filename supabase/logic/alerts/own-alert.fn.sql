create or replace function field.own_alert(caller org.member, alert uuid)
returns field.alert
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.alert;
begin
  select a.* into known from field.alert a
  where a.id = own_alert.alert and a.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such alert.');
  end if;
  return known;
end
$$;
comment on function field.own_alert(org.member, uuid) is 'Locks an alert of the caller''s organisation and returns it; RP002 for any other.';
revoke all on function field.own_alert(org.member, uuid) from public;
