create or replace function release.preview_windows(policy release.policy, tier release.tier)
returns table (team_id uuid, starts_on date, ends_on date, next_starts_on date, next_ends_on date, as_of timestamptz)
language sql stable security invoker rows 4
set search_path = ''
as $$
  select w.team_id, p.starts_on, p.starts_on + p.days - 1, p.starts_on + p.days, p.starts_on + 2 * p.days - 1, w.as_of
  from (
    select w.team_id, max(w.ends_on) as ends_on, max(w.published_at) as as_of
    from release.window w
    where w.organisation_id = (policy).organisation_id and w.tier = preview_windows.tier and w.layer = 'encounters'
    group by w.team_id
  ) w
  cross join lateral release.rules(policy, preview_windows.tier) r
  cross join lateral (
    select 7 * r.weeks as days, release.lattice_start(w.ends_on + 1, r.weeks) - 2 * 7 * r.weeks as starts_on
  ) p
  -- Only what is published already: a preview tells nothing of records that no release has counted.
  where exists (
    select from release.window c
    where c.organisation_id = (policy).organisation_id and c.tier = preview_windows.tier and c.layer = 'encounters'
      and c.team_id is not distinct from w.team_id and p.starts_on between c.starts_on and c.ends_on
  )
$$;
comment on function release.preview_windows(release.policy, release.tier) is
  'The last two windows, as long as a policy wants them, that lie in what a tier and team have published: the figures are about the first, the second says what came next. as_of: what was received later than the last publication does not count.';
revoke all on function release.preview_windows(release.policy, release.tier) from public;
