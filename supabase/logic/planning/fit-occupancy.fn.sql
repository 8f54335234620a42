create or replace function field.fit_occupancy(
  repeated integer, occupied integer, met integer, tries integer, misses integer[], places integer[]
)
returns table (presence float8, detection float8, fallback boolean)
language plpgsql immutable security invoker rows 1
set search_path = ''
as $$
declare
  moved float8;
  unseen float8;
  here float8;
  held float8;
  tried float8;
  all_places float8 := occupied + coalesce((select sum(p) from unnest(places) p), 0);
begin
  presence := 0.3; detection := 0.4; fallback := true;
  if coalesce(repeated, 0) < 20 or coalesce(met, 0) = 0 then
    return next;
    return;
  end if;
  for step in 1..500 loop
    held := occupied;
    tried := tries;
    -- The chance that a place is occupied although nobody was met there, by the number of its visits.
    for n in 1..coalesce(cardinality(misses), 0) loop
      unseen := presence * (1 - detection) ^ misses[n];
      here := places[n] * unseen / (1 - presence + unseen);
      held := held + here;
      tried := tried + here * misses[n];
    end loop;
    moved := abs(held / all_places - presence) + abs(met / tried - detection);
    presence := held / all_places;
    detection := met / tried;
    exit when moved < 1e-10;
  end loop;
  fallback := presence > 0.999 or detection > 0.999;
  if fallback then
    presence := 0.3; detection := 0.4;
  end if;
  return next;
end
$$;
comment on function field.fit_occupancy(integer, integer, integer, integer, integer[], integer[]) is
  'Presence and detection of greatest likelihood (MacKenzie et al. 2002) by expectation-maximisation, from places where somebody was met (their number, meetings and visits) and the others by number of visits; .3 and .4 where the histories say too little. src/domain/occupancy.ts calls it fitOccupancy.';
revoke all on function field.fit_occupancy(integer, integer, integer, integer, integer[], integer[]) from public;
