create or replace function field.departements()
returns text[]
language sql immutable parallel safe security invoker
set search_path = ''
as $$
  select array(
    select lpad(n::text, 2, '0') from generate_series(1, 95) n where n <> 20
    union all
    select unnest('{2A,2B,971,972,973,974,976}'::text[])
    order by 1
  )
$$;
comment on function field.departements() is 'Codes of the 101 French départements (INSEE, code officiel géographique), in their order as text.';
revoke all on function field.departements() from public;
