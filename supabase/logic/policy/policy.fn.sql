create or replace function api.policy()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  current release.policy := release.current_policy(caller.organisation_id);
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'current', release.describe_policy(current),
    'bounds', (
      select jsonb_object_agg(b.field, jsonb_build_object('from', b.smallest, 'to', b.largest, 'choices', b.choices))
      from release.policy_bounds() b
    ),
    'versions', (
      select jsonb_agg(release.describe_policy(p) order by p.version desc)
      from release.policy p where p.organisation_id = caller.organisation_id
    ),
    'seasons', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', s.id, 'starts_on', s.starts_on, 'ends_on', s.ends_on, 'learned', s.learned, 'policy_version', p.version
      ) order by s.starts_on)
      from release.season s join release.policy p on p.id = s.policy_id
      where s.organisation_id = caller.organisation_id
    ), '[]'),
    'budget', jsonb_build_object(
      'epsilon', 4.5, 'from', release.ledger_year(caller.organisation_id, today),
      'left', release.budget_left(caller.organisation_id, today) / 1000000.0
    ),
    'ledger', coalesce((
      select jsonb_agg(jsonb_build_object(
        'purpose', l.purpose, 'epsilon', l.epsilon_micro / 1000000.0, 'charged_at', l.charged_at,
        'charged_for', coalesce(l.charged_for, s.starts_on)
      ) order by l.charged_at, l.id)
      from release.ledger l join release.season s on s.id = l.season_id
      where l.organisation_id = caller.organisation_id
    ), '[]')
  );
end
$$;
comment on function api.policy() is
  'Dpo: the protection policy in force, its bounds, all its versions (newest first), seasons, and what the privacy budget holds.';
revoke all on function api.policy() from public;
grant execute on function api.policy() to authenticated;
