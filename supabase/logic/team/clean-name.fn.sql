create or replace function org.clean_name(name text, longest integer)
returns text
language sql immutable security invoker
set search_path = ''
as $$
  select case
    when length(btrim(name)) between 1 and longest and name !~ '[[:cntrl:]]' then btrim(name)
  end
$$;
comment on function org.clean_name(text, integer) is
  'A name of a team, sector or organisation without outer spaces; null if empty, too long or with control characters.';
revoke all on function org.clean_name(text, integer) from public;
