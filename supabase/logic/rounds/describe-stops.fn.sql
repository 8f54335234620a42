create or replace function field.describe_stops(caller org.member, round field.round)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  -- Stops follow the chance of meeting: another team's are not a lead's to see without opening its working memory.
  -- What a stop is for (a site, an alert) is told only to those who go there, on the day: its length would tell it too.
  select case when caller.role = 'educator' or round.team_id = caller.team_id then coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', s.id, 'cell', s.cell, 'minutes', case when caller.role = 'educator' then s.planned_minutes else field.stop_minutes() end, 'pinned', s.pinned,
      'kind', case
        when caller.role <> 'educator' then null
        when s.site_id is not null then 'site'
        when s.alert_id is not null then 'alert'
        else 'place'
      end
    ) order by s.position, s.id)
    from field.stop s where s.round_id = round.id
  ), '[]') end
$$;
comment on function field.describe_stops(org.member, field.round) is
  'Stops of a round in their order: for a lead of its team, without what they are for, all of one length; for an educator who goes out in it, with it; null for a lead of another team.';
revoke all on function field.describe_stops(org.member, field.round) from public;
