create or replace function release.publish_research(organisation uuid, starts_on date, ends_on date, published_by uuid)
returns release.window
language plpgsql volatile security invoker
set jit = off
set search_path = ''
as $$
declare
  published release.window := release.open_window(
    organisation, 'research', publish_research.starts_on, publish_research.ends_on, publish_research.published_by
  );
begin
  perform release.cover_research(published.season_id);
  -- Paid before anything is drawn: what the budget does not hold is refused whole.
  insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
  select organisation, published.season_id, t.breakdown || ':' || published.starts_on, t.epsilon_micro,
    published.published_at, published.starts_on
  from (select distinct r.breakdown, r.epsilon_micro from release.research_tables() r) t;
  insert into release.research_value (window_id, breakdown, category, leaf_id, value)
  select published.id, t.breakdown, t.category, l.id,
    coalesce(k.n, 0) + release.geometric_noise(t.numerator, t.denominator)
  from release.research_leaf l
  cross join release.research_tables() t
  left join release.research_tally(published) k
    on k.leaf_id = l.id and k.breakdown = t.breakdown and k.category = t.category
  where l.season_id = published.season_id;
  insert into release.research_effort (window_id, leaf_id, visits)
  select published.id, e.leaf_id, e.visits from release.research_visits(published) e;
  insert into release.profile_effort (window_id, weekday, slot, visits)
  select published.id, e.weekday, e.slot, e.visits from release.profile_visits(published) e;
  return published;
end
$$;
comment on function release.publish_research(uuid, date, date, uuid) is
  'Publishes one quarter for researchers for ever: charges the ledger, then draws noise once for every leaf and category, also where nobody was met. RP004 where the budget is spent, RP012 over a published quarter.';
revoke all on function release.publish_research(uuid, date, date, uuid) from public;
