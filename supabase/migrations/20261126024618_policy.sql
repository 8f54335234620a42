-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: policy/add-policy.fn.sql
create or replace function release.add_policy(base release.policy, wished release.policy, made_by uuid)
returns release.policy
language sql volatile security invoker
set search_path = ''
as $$
  insert into release.policy (
    organisation_id, version, made_by, made_at, educator_k0, educator_k1, lead_k0, lead_k1, lead_k2,
    educator_weeks, educator_lag_days, lead_weeks, lead_lag_days, first_season_km, min_leaf_km, unit, season_from
  )
  values (
    (base).organisation_id, (base).version + 1, add_policy.made_by, release.now(), (wished).educator_k0, (wished).educator_k1,
    (wished).lead_k0, (wished).lead_k1, (wished).lead_k2, (wished).educator_weeks, (wished).educator_lag_days,
    (wished).lead_weeks, (wished).lead_lag_days, (wished).first_season_km, (wished).min_leaf_km, (wished).unit,
    release.season_from(base, wished)
  )
  returning *
$$;
comment on function release.add_policy(release.policy, release.policy, uuid) is
  'Writes the next version of a policy, with the season that it opens if sizes of leaves change.';
revoke all on function release.add_policy(release.policy, release.policy, uuid) from public;

-- logic: policy/describe-policy.fn.sql
create or replace function release.describe_policy(policy release.policy)
returns jsonb
language sql immutable security invoker
set search_path = ''
as $$
  select to_jsonb(policy) - '{id,organisation_id,made_by}'::text[]
$$;
comment on function release.describe_policy(release.policy) is
  'A version of a policy as the dpo sees it: its number, when it was made, every field, and the season that it opened.';
revoke all on function release.describe_policy(release.policy) from public;

-- logic: policy/policy-bounds.fn.sql
create or replace function release.policy_bounds()
returns table (field text, smallest integer, largest integer, choices integer[])
language sql immutable security invoker rows 11
set search_path = ''
as $$
  select * from (values
    ('educator_k0', 5, 50, null::integer[]), ('educator_k1', 3, 50, null),
    ('lead_k0', 5, 100, null), ('lead_k1', 3, 100, null), ('lead_k2', 2, 100, null),
    ('educator_weeks', 1, 13, null), ('educator_lag_days', 7, 91, null),
    ('lead_weeks', 1, 26, null), ('lead_lag_days', 7, 182, null),
    ('first_season_km', 2, 4, '{2,4}'), ('min_leaf_km', 1, 8, '{1,2,4,8}')
  ) b (field, smallest, largest, choices)
$$;
comment on function release.policy_bounds() is
  'Whole-number fields of a policy with their bounds (privacy.md), the same as the checks of release.policy; choices where not every number between will do. The field unit is first_in_4_weeks or every_contact, and lead_k0 is at least educator_k0.';
revoke all on function release.policy_bounds() from public;

-- logic: policy/policy.fn.sql
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

-- logic: policy/read-policy.fn.sql
create or replace function release.read_policy(base release.policy, wish jsonb)
returns release.policy
language plpgsql immutable security invoker
set search_path = ''
as $$
declare
  wished release.policy;
begin
  if (jsonb_typeof(wish) = 'object') is distinct from true or exists (
    select from jsonb_each(wish) w
    left join release.policy_bounds() b on b.field = w.key
    where case
      when w.key = 'unit' then (w.value #>> '{}' = any (enum_range(null::release.unit)::text[])) is distinct from true
      -- A number's JSON text has no quotes, so one pattern checks its type and its form before the cast.
      when b.field is null or w.value::text !~ '^[0-9]{1,3}$' then true
      else (w.value::text)::integer not between b.smallest and b.largest
        or (w.value::text)::integer <> all (coalesce(b.choices, array[(w.value::text)::integer]))
    end
  ) then
    perform org.refuse('RP001', 'A value is unknown or out of its bounds.');
  end if;
  wished := jsonb_populate_record(base, wish);
  if wished.lead_k0 < wished.educator_k0 then
    perform org.refuse('RP001', 'lead_k0 is at least educator_k0.');
  end if;
  return wished;
end
$$;
comment on function release.read_policy(release.policy, jsonb) is
  'A policy with some of its fields changed as wished; RP001 for unknown fields, wrong types and values out of bounds.';
revoke all on function release.read_policy(release.policy, jsonb) from public;

-- logic: policy/save-policy.fn.sql
create or replace function api.save_policy(policy jsonb, base_version integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  base release.policy;
  wished release.policy;
  saved release.policy;
begin
  perform org.require_second_factor();
  -- Publication holds it too: a window is published by one version from end to end.
  perform pg_advisory_xact_lock(release.lock_key(caller.organisation_id));
  base := release.current_policy(caller.organisation_id);
  wished := release.read_policy(base, policy);
  if base.version is distinct from base_version then
    perform org.refuse('RP004', 'Somebody has changed the policy meanwhile.');
  end if;
  if wished is not distinct from base then
    perform org.refuse('RP003', 'The policy is like this already.');
  end if;
  saved := release.add_policy(base, wished, caller.id);
  perform audit.write('policy_saved', null, jsonb_build_object('version', saved.version));
  return release.describe_policy(saved);
end
$$;
comment on function api.save_policy(jsonb, integer) is
  'Dpo, with a fresh code: makes the next version of the policy from the fields given (the others stay), within bounds. base_version is the version that was looked at. Windows published from now on follow it; what is published stays. A new season opens at the next window boundary only where sizes of leaves change (season_from).';
revoke all on function api.save_policy(jsonb, integer) from public;
grant execute on function api.save_policy(jsonb, integer) to authenticated;

-- logic: policy/season-from.fn.sql
create or replace function release.season_from(base release.policy, wished release.policy)
returns date
language sql stable security invoker
set search_path = ''
as $$
  -- Nothing is drawn before the first window: the season to come takes the new sizes anyway.
  select case
    when ((base).min_leaf_km, (base).first_season_km) is distinct from ((wished).min_leaf_km, (wished).first_season_km)
      and exists (select from release.season s where s.organisation_id = o.id)
    then release.lattice_start(release.today(o.time_zone), (base).educator_weeks) + 7 * (base).educator_weeks
  end
  from org.organisation o where o.id = (base).organisation_id
$$;
comment on function release.season_from(release.policy, release.policy) is
  'First day of the season that a change of policy opens: the next start of an educators'' window where sizes of leaves change, else null and the partition is kept.';
revoke all on function release.season_from(release.policy, release.policy) from public;

-- logic: release/draw-season.fn.sql
create or replace function release.draw_season(organisation uuid, starts_on date)
returns integer
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  policy release.policy := release.current_policy(organisation);
  season release.season;
  -- The season that a change of policy cuts short. Its noisy counts are paid for: cut anew, they cost nothing. Counting
  -- again would take part of the budget of the same 52 weeks, and average the noise away.
  cut_short integer := (
    select s.id from release.season s
    where s.organisation_id = organisation and s.starts_on < draw_season.starts_on and s.ends_on >= draw_season.starts_on
    order by s.starts_on desc limit 1
  );
begin
  insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
  select organisation, policy.id, draw_season.starts_on, draw_season.starts_on + 363,
    case
      when cut_short is not null then exists (select from release.noisy_square n where n.season_id = cut_short)
      else exists (
        select from release.contributions(
          organisation, null, draw_season.starts_on - 364, draw_season.starts_on - 1, '{}', policy.unit, null,
          release.now()
        )
      )
    end,
    release.now()
  returning * into season;
  if season.learned and cut_short is null then
    -- Four levels of squares, each contribution in one square of each: 4 ln(4/3), rounded up.
    insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
    values (organisation, season.id, 'partition', 1150729, release.now());
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_squares(season, policy) n;
  elsif season.learned then
    insert into release.noisy_square (season_id, square, size_km, noisy)
    select season.id, n.square, n.size_km, n.noisy from release.noisy_square n where n.season_id = cut_short;
  end if;
  if season.learned then
    perform release.add_leaves(season.id, p.names, p.squares, p.sizes_km)
    from (
      select array_agg(s.leaf) as names, array_agg(s.square) as squares, array_agg(s.size_km) as sizes_km
      from release.learned_squares(season, policy) s
    ) p;
  end if;
  return season.id;
end
$$;
comment on function release.draw_season(uuid, date) is
  'Opens a season: learned where the 52 weeks before it have contributions (and then charged to the ledger), else left to fixed squares. One that a change of policy opens early is cut from the noisy counts of the season before, free of charge.';
revoke all on function release.draw_season(uuid, date) from public;

-- logic: release/season-of.fn.sql
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

-- logic: release/season-start.fn.sql
create or replace function release.season_start(organisation uuid, day date)
returns date
language sql stable security invoker
set search_path = ''
as $$
  select anchor.day + (floor((season_start.day - anchor.day) / 364.0) * 364)::integer
  from (
    select coalesce(
      -- The latest season begun by then, drawn or to be opened by a change of policy; before all of them, the first.
      (
        select max(b.starts_on) from (
          select s.starts_on from release.season s where s.organisation_id = organisation
          union all
          select p.season_from from release.policy p where p.organisation_id = organisation
        ) b
        where b.starts_on <= season_start.day
      ),
      (select min(s.starts_on) from release.season s where s.organisation_id = organisation),
      (
        select release.lattice_start(min(c.service_date), 13) from field.contact c
        where c.organisation_id = season_start.organisation
          and c.service_date in (select d.day from release.settled_days(season_start.organisation, null) d)
      ),
      release.lattice_start(season_start.day, 13)
    ) as day
  ) anchor
$$;
comment on function release.season_start(uuid, date) is
  'First day of the 52 weeks that hold a day: counted from the latest season begun by then (drawn, or opened by a change of policy), and backwards from the first one, which began with the quarter of the first contact, lone old dates aside.';
revoke all on function release.season_start(uuid, date) from public;

