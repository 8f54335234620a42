-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: protection/attack-report.fn.sql
create or replace function api.attack_report()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
begin
  return coalesce(
    (
      select jsonb_build_object('received_at', r.received_at, 'report', r.report)
      from release.attack_report r
      where r.organisation_id = caller.organisation_id
      order by r.id desc
      limit 1
    ),
    jsonb_build_object('received_at', null, 'report', null)
  );
end
$$;
comment on function api.attack_report() is
  'Dpo: the newest report of the attack suite that was kept for the organisation, and when; nulls where none was.';
revoke all on function api.attack_report() from public;
grant execute on function api.attack_report() to authenticated;

-- logic: protection/is-attack-report.fn.sql
create or replace function release.is_attack_report(report jsonb)
returns boolean
language sql immutable security invoker
set search_path = ''
as $$
  select coalesce(
    jsonb_typeof(report) = 'object'
    and report ->> 'ran_at' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$'
    and report ->> 'commit' ~ '^[0-9a-f]{7,40}(-changed)?$'
    and jsonb_typeof(report -> 'trials') = 'number'
    and jsonb_typeof(report -> 'full') = 'boolean'
    and jsonb_typeof(report -> 'attacks') = 'array'
    and jsonb_array_length(report -> 'attacks') between 1 and 25
    and not exists (
      -- "lax" and a type for every field: what lacks one, or has another, is found.
      select from jsonb_path_query(report, 'lax $.attacks[*] ? (!(
        @.id.type() == "number" && @.name.type() == "string" && @.pass.type() == "boolean"
        && @.measure.type() == "number" && @.upper.type() == "number" && @.bound.type() == "number"
        && @.unprotected.type() == "number" && @.parts.size() > 0
      ))')
    ),
    false
  )
$$;
comment on function release.is_attack_report(jsonb) is
  'Whether this is a report as `npm run attacks -- --report FILE` writes it: when, of which commit, how many trials, and for each attack its measure, bound, verdict, parts and gain against the unprotected variant.';
revoke all on function release.is_attack_report(jsonb) from public;

-- logic: protection/save-attack-report.fn.sql
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

