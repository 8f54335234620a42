create or replace function field.own_site(caller org.member, site uuid)
returns field.site
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.site;
begin
  select s.* into known from field.site s
  where s.id = own_site.site and s.organisation_id = caller.organisation_id
  for update;
  if known.id is null then
    perform org.refuse('RP002', 'There is no such site.');
  end if;
  return known;
end
$$;
comment on function field.own_site(org.member, uuid) is 'Locks a living site of the caller''s organisation and returns it; RP002 for any other.';
revoke all on function field.own_site(org.member, uuid) from public;
