/**
 * Drops everything re-creatable in our six schemas: policies, triggers, views, functions. What logic files no longer
 * hold goes with it, and a function may change its result or the names of its arguments.
 * Where a table depends on a function the drop fails: state may not rest on behaviour.
 */
export const DROP_BEHAVIOUR = `
do $drop$
declare
  ours constant regnamespace[] := array['grid', 'org', 'field', 'release', 'audit', 'api'];
  statement text;
begin
  for statement in
    select format('drop policy %I on %s', p.polname, p.polrelid::regclass)
    from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = any (ours)
    union all
    select format('drop trigger %I on %s', t.tgname, t.tgrelid::regclass)
    from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = any (ours) and not t.tgisinternal
  loop
    execute statement;
  end loop;
  -- In one statement each, so that they may depend on one another.
  for statement in
    select 'drop view ' || string_agg(c.oid::regclass::text, ', ')
    from pg_class c where c.relnamespace = any (ours) and c.relkind = 'v' having count(*) > 0
    union all
    select 'drop function ' || string_agg(p.oid::regprocedure::text, ', ')
    from pg_proc p where p.pronamespace = any (ours) and p.prokind = 'f' having count(*) > 0
  loop
    execute statement;
  end loop;
end
$drop$;`;
