create or replace function api.save_attack_report(report jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  failed integer;
begin
  perform org.require_second_factor(or_command_line => true);
  if octet_length(report::text) > 262144 then
    perform org.refuse('RP007', 'A report has at most 256 kB.');
  end if;
  if not release.is_attack_report(report) then
    perform org.refuse('RP001', 'This is no report of the attack suite.');
  end if;
  insert into release.attack_report (organisation_id, received_at, report)
  values (caller.organisation_id, release.now(), report);
  failed := (select count(*) from jsonb_array_elements(report -> 'attacks') a where a.value -> 'pass' = 'false');
  perform audit.write('attack_report_saved', null, jsonb_build_object(
    'attacks', jsonb_array_length(report -> 'attacks'), 'failed', failed
  ));
  return jsonb_build_object('attacks', jsonb_array_length(report -> 'attacks'), 'failed', failed);
end
$$;
comment on function api.save_attack_report(jsonb) is
  'Dpo, with a fresh code or by the folder''s own command: keeps a report of the attack suite, which ran on invented data. Says how many attacks it has and how many of them failed.';
revoke all on function api.save_attack_report(jsonb) from public;
grant execute on function api.save_attack_report(jsonb) to authenticated;
