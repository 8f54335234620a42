create or replace function field.sync_visit(caller org.member, sent jsonb)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  namespace uuid := field.account_namespace(caller);
  visit_id uuid := field.own_record_id(caller, field.json_uuid(sent -> 'id'));
  round field.round := field.field_round(caller, field.json_uuid(sent -> 'round'));
  fault text := coalesce(field.visit_fault(namespace, sent), field.record_fault(caller, round));
  known field.visit;
begin
  select v.* into known from field.visit v where v.id = visit_id;
  -- What is already there in this or a later revision is kept, whatever became of its round since.
  if known.revision >= field.json_integer(sent -> 'revision') then
    return 'kept';
  end if;
  if fault is null and sent ->> 'stop' is not null and not exists (
    select from field.stop s where s.id = field.json_uuid(sent -> 'stop') and s.round_id = round.id
  ) then
    fault := 'bad_cell';
  end if;
  if fault is null and field.has_erased_part(namespace, visit_id, sent) then
    fault := 'erased';
  end if;
  if fault is null and field.has_foreign_part(namespace, visit_id, sent) then
    fault := 'bad_value';
  end if;
  if fault is null and known.id is not null and not (
    field.is_open_record(caller, known.service_date) and field.is_open_record(caller, round.service_date)
  ) then
    fault := 'too_old';
  end if;
  if fault is null and known.id is null and (
    select count(*) from field.visit v where v.round_id = round.id and v.recorder_id = namespace
  ) >= 200 then
    fault := 'too_many';
  end if;
  if fault is not null then
    return fault;
  end if;
  perform field.write_visit(caller, round, visit_id, sent);
  return field.mark_round(caller, round);
end
$$;
comment on function field.sync_visit(org.member, jsonb) is
  'Takes a visit of a phone: kept, late (its round was validated), or why it is refused.';
revoke all on function field.sync_visit(org.member, jsonb) from public;
