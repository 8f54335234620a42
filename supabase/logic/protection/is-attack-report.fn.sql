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
