create or replace function release.site_class_bounds()
returns integer[]
language sql immutable parallel safe security invoker
return '{5,7,11}'::integer[];
comment on function release.site_class_bounds() is
  'Lower bounds of the classes of the layer of living sites, class 1 first: 5-6, 7-10, more than 10. The first is its threshold.';
revoke all on function release.site_class_bounds() from public;
