create or replace function field.alert_slot(slot text)
returns field.slot
language plpgsql immutable security invoker
set search_path = ''
as $$
begin
  if slot is not null and slot <> all (enum_range(null::field.slot)::text[]) then
    perform org.refuse('RP001', 'slot is morning, afternoon, evening, night, or null for any.');
  end if;
  return slot::field.slot;
end
$$;
comment on function field.alert_slot(text) is 'The slot of an alert, null for any; RP001 for no slot.';
revoke all on function field.alert_slot(text) from public;
