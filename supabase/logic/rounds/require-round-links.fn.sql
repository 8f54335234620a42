create or replace function field.require_round_links(caller org.member, rounds jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  perform field.require_team_people(caller, array(
    select distinct m from field.read_round_plans(rounds) p cross join unnest(p.members) m
  ));
  if exists (
    select from field.read_round_plans(rounds) p
    where (p.sector_id is not null and not exists (
        select from org.sector s where s.id = p.sector_id and s.organisation_id = caller.organisation_id
      ))
      or (p.template_id is not null and not exists (
        select from field.round_template t where t.id = p.template_id and t.team_id = caller.team_id
      ))
  ) then
    perform org.refuse('RP002', 'There is no such sector or template.');
  end if;
  if exists (
    select from field.read_stops(rounds) s
    where (s.site_id is not null and not exists (
        select from field.site k where k.id = s.site_id and k.organisation_id = caller.organisation_id and k.cell = s.cell
      ))
      or (s.alert_id is not null and not exists (
        select from field.alert a where a.id = s.alert_id and a.organisation_id = caller.organisation_id and a.cell = s.cell
      ))
  ) then
    perform org.refuse('RP002', 'There is no such site or alert.');
  end if;
end
$$;
comment on function field.require_round_links(org.member, jsonb) is
  'Raises RP002 unless people are of the caller''s team, and sectors, sites and alerts of the organisation.';
revoke all on function field.require_round_links(org.member, jsonb) from public;
