create or replace function release.read_policy(base release.policy, wish jsonb)
returns release.policy
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  wished release.policy;
begin
  if (jsonb_typeof(wish) = 'object') is distinct from true or exists (
    select from jsonb_each(wish) w
    left join release.policy_bounds() b on b.field = w.key
    where case
      when w.key = 'unit' then (w.value #>> '{}' = any (enum_range(null::release.unit)::text[])) is distinct from true
      -- A number's JSON text has no quotes, so one pattern checks its type and its form before the cast.
      when b.field is null or w.value::text !~ '^[0-9]{1,3}$' then true
      else (w.value::text)::integer not between b.smallest and b.largest
        or (w.value::text)::integer <> all (coalesce(b.choices, array[(w.value::text)::integer]))
    end
  ) then
    perform org.refuse('RP001', 'A value is unknown or out of its bounds.');
  end if;
  wished := jsonb_populate_record(base, wish);
  if wished.lead_k0 < wished.educator_k0 then
    perform org.refuse('RP001', 'lead_k0 is at least educator_k0.');
  end if;
  return wished;
end
$$;
comment on function release.read_policy(release.policy, jsonb) is
  'A policy with some of its fields changed as wished; RP001 for unknown fields, wrong types and values out of bounds.';
revoke all on function release.read_policy(release.policy, jsonb) from public;
