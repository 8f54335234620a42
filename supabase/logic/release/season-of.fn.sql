create or replace function release.season_of(organisation uuid, day date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  first_day date := release.season_start(organisation, day);
  season integer := (
    select s.id from release.season s
    where s.organisation_id = organisation and s.starts_on = first_day
  );
begin
  if season is null then
    season := release.draw_season(organisation, first_day);
  end if;
  -- Sectors may have grown since: their new squares become leaves, drawn without looking at data.
  perform release.cover_territory(season);
  return season;
end
$$;
comment on function release.season_of(uuid, date) is
  'Season in which a window that starts on this day belongs, drawn when it is first needed and grown with the territory. Only under the organisation''s publication lock.';
revoke all on function release.season_of(uuid, date) from public;
