create or replace function org.planned_sector(caller org.member, sector uuid)
returns org.sector
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  found_one org.sector;
begin
  select s.* into found_one from org.sector s
  where s.id = planned_sector.sector and s.organisation_id = caller.organisation_id;
  if found_one.id is null then
    perform org.refuse('RP002', 'There is no such sector.');
  end if;
  if found_one.team_id <> caller.team_id then
    perform org.refuse('42501', 'Leads plan the sectors of their own team.');
  end if;
  return found_one;
end
$$;
comment on function org.planned_sector(org.member, uuid) is
  'A sector that the lead plans: RP002 if the organisation has none such, 42501 for another team''s.';
revoke all on function org.planned_sector(org.member, uuid) from public;
