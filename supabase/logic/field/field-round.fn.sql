create or replace function field.field_round(caller org.member, sent uuid)
returns field.round
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  found_one field.round;
begin
  select r.* into found_one from field.round r
  where r.id in (sent, field.own_id(field.account_namespace(caller), sent))
    and r.organisation_id = caller.organisation_id and r.batch_id is null and field.goes_out(caller, r)
  for update;
  return found_one;
end
$$;
comment on function field.field_round(org.member, uuid) is
  'Locks a round in which the caller goes out, planned or begun on their device, and returns it; a row of nulls for any other.';
revoke all on function field.field_round(org.member, uuid) from public;
