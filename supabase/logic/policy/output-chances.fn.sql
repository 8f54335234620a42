create or replace function release.output_chances(
  k integer[], bounds integer[], n bigint[], without_busiest bigint[], without_two bigint[]
)
returns double precision[]
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  -- Classes of a table, hidden included; outputs are numbered class by class, the total first.
  width integer := cardinality(bounds) + 1;
  total_size integer := (width ^ cardinality(n))::integer;
  chances double precision[] := array_fill(0::double precision, array[total_size]);
  shares double precision[] := release.noise_shares();
  joint double precision[];
  wider double precision[];
  own double precision[];
  y bigint;
  base integer;
begin
  for v in -5..5 loop
    y := n[1] + v;
    if n[1] = 0 or y < bounds[1] or y < k[1] + release.noise_bound() or without_busiest[1] + v < k[2] + release.noise_bound()
      or (k[3] is not null and without_two[1] + v < k[3] + release.noise_bound()) then
      chances[1] := chances[1] + shares[v + 6];
      continue;
    end if;
    joint := array[shares[v + 6]];
    for t in 2..cardinality(n) loop
      own := release.category_chances(
        k, bounds, n[t], without_busiest[t], without_two[t], y, case when n[t] = n[1] then v end
      );
      wider := array(
        select j.chance * o.chance from unnest(joint) with ordinality j (chance, at)
        cross join unnest(own) with ordinality o (chance, at) order by j.at, o.at
      );
      joint := wider;
    end loop;
    base := width_bucket(y, bounds::bigint[]) * cardinality(joint);
    for at in 1..cardinality(joint) loop
      chances[base + at] := chances[base + at] + joint[at];
    end loop;
  end loop;
  return chances;
end
$$;
comment on function release.output_chances(integer[], integer[], bigint[], bigint[], bigint[]) is
  'Chances of everything that a leaf can show in all tables together, over the noise: the total first, then one category of each breakdown. Categories with the same people as the total share its noise, others have their own.';
revoke all on function release.output_chances(integer[], integer[], bigint[], bigint[], bigint[]) from public;
