create or replace function release.class_bounds(tier release.tier)
returns integer[]
language sql immutable strict parallel safe security invoker
return case tier when 'educator' then '{10,15,25,40}'::integer[] else '{15,25,40,60,100}'::integer[] end;
comment on function release.class_bounds(release.tier) is
  'Lower bounds of a tier''s classes, class 1 first: fixed, so that colours mean the same at every time and zoom.';
revoke all on function release.class_bounds(release.tier) from public;
