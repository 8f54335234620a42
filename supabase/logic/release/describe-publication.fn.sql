create or replace function release.describe_publication(caller org.member, published release.window)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'layer', (published).layer, 'tier', (published).tier, 'team_id', (published).team_id,
    'starts_on', (published).starts_on, 'ends_on', (published).ends_on,
    'leaves', case (published).layer
      when 'sites' then (select count(*) from release.districts_of((published).season_id))
      when 'research' then (select count(*) from release.research_leaf l where l.season_id = (published).season_id)
      else (select count(*) from release.leaf l where l.season_id = (published).season_id)
    end,
    -- Another team's educator release is not this lead's to see, nor is research: not even how much of it is shown.
    'shown', case
      when (published).layer = 'research' then null
      when (published).layer = 'sites' then (
        select count(*) from release.site_cell c where c.window_id = (published).id
      )
      when (published).team_id is null or (published).team_id = caller.team_id then (
        select count(*) from release.cell c where c.window_id = (published).id and c.breakdown = 'total'
      )
    end
  )
$$;
comment on function release.describe_publication(org.member, release.window) is
  'A window just published, as its publisher may see it; shown is null for another team''s, and for research.';
revoke all on function release.describe_publication(org.member, release.window) from public;
