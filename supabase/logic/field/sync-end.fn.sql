create or replace function field.sync_end(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  round field.round := field.field_round(caller, field.json_uuid(sent -> 'round'));
  fault text := field.record_fault(caller, round);
begin
  if fault is null and round.status in ('draft', 'planned', 'running') then
    perform field.change_round_status(caller, round, 'done', 'round_done');
  end if;
  return coalesce(fault, 'kept');
end
$$;
comment on function field.sync_end(org.member, jsonb) is
  'Those who went out say that their round is done; a round that is over stays as it is.';
revoke all on function field.sync_end(org.member, jsonb) from public;
