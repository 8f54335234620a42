create or replace function release.moved_km(cells integer[], from_mass double precision[], to_mass double precision[])
returns double precision
language plpgsql immutable strict security invoker
set search_path = ''
as $$
declare
  from_total double precision := (select sum(m) from unnest(from_mass) m);
  to_total double precision := (select sum(m) from unnest(to_mass) m);
  spare double precision[];
  gap double precision[];
  pair record;
  moved double precision;
  work double precision := 0;
  left_over double precision := 1;
begin
  if from_total = 0 or to_total = 0 then
    return null;
  end if;
  -- What both have in one cell stays there.
  spare := array(select greatest(0, f / from_total - t / to_total) from unnest(from_mass, to_mass) u (f, t));
  gap := array(select greatest(0, t / to_total - f / from_total) from unnest(from_mass, to_mass) u (f, t));
  left_over := (select sum(m) from unnest(spare) m);
  if (select count(*) from unnest(spare) m where m > 0) * (select count(*) from unnest(gap) m where m > 0) > 2000000 then
    return null;
  end if;
  -- Nearest pairs first: a plan that can be carried out, so its work is never less than the least.
  for pair in
    select a.at as origin, b.at as goal,
      sqrt(((a.cell / 10000 - b.cell / 10000) ^ 2 + (a.cell % 10000 - b.cell % 10000) ^ 2)::double precision) as km
    from unnest(cells) with ordinality a (cell, at)
    cross join unnest(cells) with ordinality b (cell, at)
    where spare[a.at] > 0 and gap[b.at] > 0
    order by 3, 1, 2
  loop
    moved := least(spare[pair.origin], gap[pair.goal]);
    exit when left_over < 1e-9;
    continue when moved <= 0;
    spare[pair.origin] := spare[pair.origin] - moved;
    gap[pair.goal] := gap[pair.goal] - moved;
    work := work + moved * pair.km;
    left_over := left_over - moved;
  end loop;
  return work;
end
$$;
comment on function release.moved_km(integer[], double precision[], double precision[]) is
  'Mean distance in km by which one map''s mass has to be moved to make the other (earth mover''s distance), at most: nearest pairs are served first. Null where a map is empty, or so large that it would take minutes.';
revoke all on function release.moved_km(integer[], double precision[], double precision[]) from public;
