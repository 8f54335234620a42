create or replace function field.sync_record(caller org.member, sent jsonb)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  state text := 'bad_value';
begin
  if field.json_uuid(sent -> 'id') is not null and field.json_integer(sent -> 'revision') >= 1 then
    state := case sent ->> 'kind'
      when 'round' then field.sync_round(caller, sent)
      when 'visit' then field.sync_visit(caller, sent)
      when 'removal' then field.sync_removal(caller, sent)
      when 'end' then field.sync_end(caller, sent)
      else 'bad_value'
    end;
  end if;
  return jsonb_build_object('id', field.json_uuid(sent -> 'id')) || case state
    when 'kept' then '{"state": "kept"}'
    when 'late' then '{"state": "kept", "late": true}'
    else jsonb_build_object('state', 'refused', 'code', state)
  end;
end
$$;
comment on function field.sync_record(org.member, jsonb) is
  'Takes one record of a phone and answers with its id what became of it.';
revoke all on function field.sync_record(org.member, jsonb) from public;
