-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: field/sync.fn.sql
create or replace function api.sync(records jsonb)
returns jsonb
language plpgsql volatile security definer
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs ten times the writing.
set jit = off
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  answers jsonb := '[]';
  sent jsonb;
begin
  if (jsonb_typeof(records) = 'array') is distinct from true then
    perform org.refuse('RP001', 'records is a list.');
  end if;
  if jsonb_array_length(records) > 50 then
    perform org.refuse('RP007', 'Send at most 50 records.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  -- One after another: a round comes before its visits, and none blocks those behind it.
  for sent in select e from jsonb_array_elements(records) e loop
    answers := answers || field.sync_record(caller, sent);
  end loop;
  perform audit.write('records_synced', null, (
    select jsonb_build_object(
      'kept', count(*) filter (where a ->> 'state' = 'kept'), 'refused', count(*) filter (where a ->> 'state' = 'refused')
    )
    from jsonb_array_elements(answers) a
  ));
  return jsonb_build_object('records', answers);
end
$$;
comment on function api.sync(jsonb) is
  'What a phone recorded, at most 50 records with ids and revisions made on the device: rounds begun, visits with encounters and contacts, removals, rounds ended. Each is kept or refused with a code; sending again changes nothing.';
revoke all on function api.sync(jsonb) from public;
grant execute on function api.sync(jsonb) to authenticated;

-- logic: institutions/departements.fn.sql
create or replace function field.departements()
returns text[]
language sql immutable parallel safe security invoker
set search_path = ''
as $$
  select array(
    select lpad(n::text, 2, '0') from generate_series(1, 95) n where n <> 20
    union all
    select unnest('{2A,2B,971,972,973,974,976}'::text[])
    order by 1
  )
$$;
comment on function field.departements() is 'Codes of the 101 French départements (INSEE, code officiel géographique), in their order as text.';
revoke all on function field.departements() from public;

-- logic: institutions/describe-institutional.fn.sql
create or replace function release.describe_institutional(quarter date, published integer)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'layer', 'institutional', 'tier', 'lead', 'team_id', null,
    'starts_on', quarter, 'ends_on', field.quarter_end(quarter)
  ) || case when published is null then '{}' else jsonb_build_object(
    'leaves', cardinality(field.settings()) * cardinality(field.departements()),
    'shown', (select count(*) from release.institutional_cell c where c.quarter_id = published)
  ) end
$$;
comment on function release.describe_institutional(date, integer) is
  'A quarter of institutional contacts as api.publish tells of it; without counts where it is only due (published null).';
revoke all on function release.describe_institutional(date, integer) from public;

-- logic: institutions/institutional-calendar.fn.sql
create or replace function release.institutional_calendar(organisation uuid)
returns table (quarter date, ends_on date, state text, due_on date, published_at timestamptz, shown bigint)
language sql stable security invoker rows 10
set search_path = ''
as $$
  select q.quarter, q.ends_on, 'due', q.due_on, null::timestamptz, null::bigint
  from release.institutional_quarters(institutional_calendar.organisation) q where q.is_due
  union all
  select p.quarter, e.ends_on, case when e.is_withdrawn then 'withdrawn' else 'published' end, null, p.published_at,
    case when not e.is_withdrawn then (
      select count(*) from release.institutional_cell c where c.quarter_id = p.id
    ) end
  from release.institutional_quarter p
  join org.organisation o on o.id = p.organisation_id
  cross join lateral (
    select field.quarter_end(p.quarter) as ends_on, field.quarter_end(p.quarter) < release.today(o.time_zone) - 364 as is_withdrawn
  ) e
  where p.organisation_id = institutional_calendar.organisation
$$;
comment on function release.institutional_calendar(uuid) is
  'Quarters of institutional contacts that are due or out; how many settings of départements one shows is told while it is in view.';
revoke all on function release.institutional_calendar(uuid) from public;

-- logic: institutions/institutional-key.fn.sql
create or replace function release.institutional_key(
  organisation uuid, quarter date, setting text, departement text, key_sum numeric, secret bytea
)
returns bigint
language sql immutable strict security invoker
set search_path = ''
as $$
  -- The 76 bytes of release.cell_key, layer 4; the leaf is the setting and the département.
  select ('x' || encode(substring(extensions.hmac(
    int2send(4::smallint) || uuid_send(organisation) || int2send(2::smallint)
      || uuid_send('00000000-0000-0000-0000-000000000000'::uuid) || date_send(quarter)
      || sha256(convert_to(setting || '/' || departement, 'UTF8'))
      || substring(int8send(release.plain_cell_key(key_sum, 4294967296)::bigint) from 5 for 4),
    secret, 'sha256'
  ) from 1 for 4), 'hex'))::bit(32)::bigint
$$;
comment on function release.institutional_key(uuid, date, text, text, numeric, bytea) is
  'Cell key of institutional contacts, bound to organisation, quarter, setting and département.';
revoke all on function release.institutional_key(uuid, date, text, text, numeric, bytea) from public;

-- logic: institutions/institutional-quarters.fn.sql
create or replace function release.institutional_quarters(organisation uuid)
returns table (quarter date, ends_on date, due_on date, is_due boolean)
language sql stable security invoker rows 5
set search_path = ''
as $$
  with given as materialized (
    select release.today(o.time_zone) as today, release.over_before(o.id) as over_before,
      (release.current_policy(o.id)).lead_lag_days as lag_days,
      least(
        (select min(c.quarter) from field.institutional_contact c where c.organisation_id = o.id),
        (select min(p.quarter) from release.institutional_quarter p where p.organisation_id = o.id)
      ) as first_quarter
    from org.organisation o
    where o.id = institutional_quarters.organisation
  )
  select s.day::date, e.ends_on, e.due_on, e.due_on <= g.today and e.ends_on < g.over_before
  from given g
  cross join lateral generate_series(
    g.first_quarter::timestamp, date_trunc('quarter', g.today::timestamp), interval '3 months'
  ) s (day)
  cross join lateral (
    select field.quarter_end(s.day::date) as ends_on, field.quarter_end(s.day::date) + 1 + g.lag_days as due_on
  ) e
  where e.ends_on >= g.today - 364
    and not exists (
      select from release.institutional_quarter p
      where p.organisation_id = institutional_quarters.organisation and p.quarter = s.day::date
    )
  order by 1
$$;
comment on function release.institutional_quarters(uuid) is
  'Quarters of institutional contacts that are not published, oldest first, from the first one counted; those without a count too, since silence would tell. due_on is the leads'' lag after the end.';
revoke all on function release.institutional_quarters(uuid) from public;

-- logic: institutions/institutional-table.fn.sql
create or replace function api.institutional_table()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'settings', to_jsonb(field.settings()),
    'departements', to_jsonb(field.departements()),
    'bounds', to_jsonb(release.class_bounds('lead')),
    'next', (
      select jsonb_build_object('quarter', q.quarter, 'due_on', q.due_on, 'is_due', q.is_due)
      from release.institutional_quarters(caller.organisation_id) q limit 1
    ),
    'quarters', coalesce((
      select jsonb_agg(jsonb_build_object(
        'quarter', p.quarter, 'published_at', p.published_at,
        -- Every setting of every département: an answer without what is hidden would be shorter where more is.
        'class', (
          select jsonb_agg(coalesce(c.class, 0) order by s.nth, d.nth)
          from unnest(field.settings()) with ordinality s (setting, nth)
          cross join unnest(field.departements()) with ordinality d (departement, nth)
          left join release.institutional_cell c
            on c.quarter_id = p.id and c.setting = s.setting and c.departement = d.departement
        )
      ) order by p.quarter desc)
      from release.institutional_quarter p
      where p.organisation_id = caller.organisation_id and field.quarter_end(p.quarter) >= today - 364
    ), '[]')
  );
end
$$;
comment on function api.institutional_table() is
  'Leads: published quarters of institutional contacts of the last 52 weeks, newest first; class holds every setting (outer) of every département (inner), 0 where not published. No count, and no total over what is hidden.';
revoke all on function api.institutional_table() from public;
grant execute on function api.institutional_table() to authenticated;

-- logic: institutions/institutional-tally.fn.sql
create or replace function release.institutional_tally(organisation uuid, quarter date, secret bytea)
returns table (
  setting text, departement text, n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with counted as (
    select c.setting, c.departement, c.people,
      -- As for visits: a new account vouches for nothing.
      o.fictitious or k.counts_from <= field.quarter_end(c.quarter) as vouches,
      release.record_key(secret, c.id) * c.people as key
    from field.institutional_contact c
    join field.recorder k on k.id = c.recorder_id
    join org.organisation o on o.id = c.organisation_id
    where c.organisation_id = institutional_tally.organisation and c.quarter = institutional_tally.quarter
  ),
  ranked as (
    select c.*, row_number() over (partition by c.setting, c.departement, c.vouches order by c.people desc) as rank
    from counted c
  )
  select r.setting, r.departement, sum(r.people)::bigint,
    coalesce(sum(r.people) filter (where r.vouches and r.rank > 1), 0)::bigint,
    coalesce(sum(r.people) filter (where r.vouches and r.rank > 2), 0)::bigint,
    sum(r.key)
  from ranked r
  group by r.setting, r.departement
$$;
comment on function release.institutional_tally(uuid, date, bytea) is
  'True counts of a quarter by setting and département: all, without the busiest recorder, without the two busiest (who do not count yet are left out with them), and the sum of record keys, each as often as it counts people: another count is another key.';
revoke all on function release.institutional_tally(uuid, date, bytea) from public;

-- logic: institutions/open-quarters.fn.sql
create or replace function field.open_quarters(organisation uuid)
returns table (quarter date, ends_on date, corrected_until date)
language sql stable security invoker rows 5
set search_path = ''
as $$
  select s.day::date, field.quarter_end(s.day::date), field.quarter_end(s.day::date) + 14
  from org.organisation o
  cross join lateral generate_series(
    date_trunc('quarter', (release.today(o.time_zone) - 364)::timestamp),
    date_trunc('quarter', release.today(o.time_zone)::timestamp), interval '3 months'
  ) s (day)
  where o.id = open_quarters.organisation
    -- Over 52 weeks old it would be withdrawn from view on the day it came out.
    and field.quarter_end(s.day::date) >= release.today(o.time_zone) - 364
    and not exists (
      select from release.institutional_quarter p where p.organisation_id = o.id and p.quarter = s.day::date
    )
  order by 1
$$;
comment on function field.open_quarters(uuid) is
  'Quarters of institutional contacts that can still be counted: begun, not published, of the last 52 weeks. Own rows are read and corrected until corrected_until (14 days after the end, as visits are), or the publication if it comes first.';
revoke all on function field.open_quarters(uuid) from public;

-- logic: institutions/own-institutional-row.fn.sql
create or replace function field.own_institutional_row(caller org.member, sent uuid)
returns field.institutional_contact
language sql stable security invoker
set search_path = ''
as $$
  -- What the account reads carries stored ids; what its device writes carries the device's.
  select c.*
  from field.institutional_contact c
  join field.recorder k on k.id = c.recorder_id
  where c.organisation_id = caller.organisation_id and k.user_id = caller.user_id
    and c.id in (sent, field.own_id(field.account_namespace(caller), sent))
  limit 1
$$;
comment on function field.own_institutional_row(org.member, uuid) is
  'An account''s own count of an institution, by its device''s id or the stored one; no row for anybody else''s.';
revoke all on function field.own_institutional_row(org.member, uuid) from public;

-- logic: institutions/own-institutional.fn.sql
create or replace function api.own_institutional()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'settings', to_jsonb(field.settings()),
    'departements', to_jsonb(field.departements()),
    'quarters', coalesce((
      select jsonb_agg(jsonb_build_object(
        'quarter', q.quarter, 'ends_on', q.ends_on, 'corrected_until', q.corrected_until
      ) order by q.quarter desc)
      from field.open_quarters(caller.organisation_id) q
    ), '[]'),
    'counts', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', c.id, 'setting', c.setting, 'departement', c.departement, 'quarter', c.quarter, 'people', c.people
      ) order by c.quarter desc, c.departement, c.setting)
      from field.open_quarters(caller.organisation_id) q
      join field.institutional_contact c on c.quarter = q.quarter and c.organisation_id = caller.organisation_id
      join field.recorder k on k.id = c.recorder_id
      where today <= q.corrected_until and k.user_id = caller.user_id
    ), '[]')
  );
end
$$;
comment on function api.own_institutional() is
  'Educators, leads: quarters that can be counted, and the account''s own counts while they can be corrected; nobody else''s, and no sum.';
revoke all on function api.own_institutional() from public;
grant execute on function api.own_institutional() to authenticated;

-- logic: institutions/publish-institutional.fn.sql
create or replace function release.publish_institutional(organisation uuid, published_by uuid)
returns release.institutional_quarter
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  secret bytea;
  policy release.policy := release.current_policy(organisation);
  published release.institutional_quarter;
begin
  -- Before looking what is due: another publication may be at work, and writers hold this lock shared.
  perform pg_advisory_xact_lock(release.lock_key(organisation));
  select q.quarter into published.quarter
  from release.institutional_quarters(organisation) q where q.is_due limit 1;
  if published.quarter is null then
    return null;
  end if;
  secret := release.secret();
  insert into release.institutional_quarter (organisation_id, policy_id, quarter, published_at, published_by)
  values (organisation, policy.id, published.quarter, release.now(), publish_institutional.published_by)
  returning * into published;
  insert into release.institutional_cell (quarter_id, setting, departement, class)
  select published.id, s.setting, s.departement, s.class
  from release.shown_institutional(organisation, published.quarter, policy, secret) s;
  perform audit.write(
    'window_published', null, jsonb_build_object('quarter', published.id, 'layer', 'institutional'), organisation
  );
  return published;
end
$$;
comment on function release.publish_institutional(uuid, uuid) is
  'Publishes the oldest quarter of institutional contacts that is due, for ever, and returns it; null where none is. RP010 without the secret.';
revoke all on function release.publish_institutional(uuid, uuid) from public;

-- logic: institutions/quarter-end.fn.sql
create or replace function field.quarter_end(quarter date)
returns date
language sql immutable strict parallel safe security invoker
set search_path = ''
as $$
  select (quarter + interval '3 months')::date - 1
$$;
comment on function field.quarter_end(date) is 'Last day of the calendar quarter that begins on a day.';
revoke all on function field.quarter_end(date) from public;

-- logic: institutions/remove-institutional.fn.sql
create or replace function api.remove_institutional(id uuid)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.institutional_contact;
begin
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.own_institutional_row(caller, remove_institutional.id);
  if known.id is null then
    perform org.refuse('RP002', 'There is no such count.');
  end if;
  perform field.require_open_quarter(caller, known.quarter, true);
  delete from field.institutional_contact c where c.id = known.id;
  perform audit.write('institutional_removed', known.id);
  return '{}';
end
$$;
comment on function api.remove_institutional(uuid) is
  'Educators, leads: takes back an own count of institutional contacts while it can be corrected (RP003 afterwards: then it can only be erased, api.erase_row).';
revoke all on function api.remove_institutional(uuid) from public;
grant execute on function api.remove_institutional(uuid) to authenticated;

-- logic: institutions/require-open-quarter.fn.sql
create or replace function field.require_open_quarter(caller org.member, day date, correcting boolean)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  if not exists (
    select from field.open_quarters(caller.organisation_id) q
    where q.quarter = day and (not correcting or today <= q.corrected_until)
  ) then
    perform org.refuse('RP003', 'This quarter is published, or too old.');
  end if;
end
$$;
comment on function field.require_open_quarter(org.member, date, boolean) is
  'RP003 unless institutional contacts of the quarter can still be counted, or (correcting) what was counted can still be changed by its author.';
revoke all on function field.require_open_quarter(org.member, date, boolean) from public;

-- logic: institutions/save-institutional.fn.sql
create or replace function api.save_institutional(id uuid, setting text, departement text, quarter date, people integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.institutional_contact;
  stored uuid;
  recorder uuid;
begin
  if id is null or quarter is null or quarter is distinct from date_trunc('quarter', quarter::timestamp)::date
    or (setting = any (field.settings())) is distinct from true
    or (departement = any (field.departements())) is distinct from true
    or (people between 1 and 2000) is distinct from true then
    perform org.refuse('RP001', 'A count has an id, a setting, a département, the first day of a quarter, and 1 to 2,000 people.');
  end if;
  if quarter > (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id) then
    perform org.refuse('RP006', 'This quarter has not begun.');
  end if;
  -- Publication takes this lock alone: a count is in the release, or refused.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.own_institutional_row(caller, save_institutional.id);
  stored := coalesce(known.id, field.own_id(field.account_namespace(caller), save_institutional.id));
  perform field.require_open_quarter(caller, save_institutional.quarter, known.id is not null);
  if known.id is not null then
    perform field.require_open_quarter(caller, known.quarter, true);
  elsif exists (select from field.erasure e where e.row_id = stored) then
    perform org.refuse('RP003', 'This count was erased.');
  end if;
  recorder := field.account_recorder(caller);
  -- Two devices of one account: the second waits, and is told; nothing is added up.
  perform from field.recorder k where k.id = recorder for update;
  if exists (
    select from field.institutional_contact c
    where c.recorder_id = recorder and c.setting = save_institutional.setting
      and c.departement = save_institutional.departement and c.quarter = save_institutional.quarter and c.id <> stored
  ) then
    perform org.refuse('RP004', 'This setting of this département is already counted in this quarter: correct it.');
  end if;
  insert into field.institutional_contact (id, organisation_id, setting, departement, quarter, people, recorder_id)
  values (
    stored, caller.organisation_id, save_institutional.setting, save_institutional.departement,
    save_institutional.quarter, save_institutional.people, recorder
  )
  on conflict on constraint institutional_contact_pkey do update
  set setting = excluded.setting, departement = excluded.departement, quarter = excluded.quarter, people = excluded.people;
  perform audit.write('institutional_saved', stored);
  return jsonb_build_object('id', stored);
end
$$;
comment on function api.save_institutional(uuid, text, text, date, integer) is
  'Educators, leads: how many youths they met in a setting (police, court, …) of a département in a quarter, under an id made on the device; sending again changes nothing more. RP003 once the quarter is published, or for a correction 14 days after its end; RP004 where the account counted the same already.';
revoke all on function api.save_institutional(uuid, text, text, date, integer) from public;
grant execute on function api.save_institutional(uuid, text, text, date, integer) to authenticated;

-- logic: institutions/settings.fn.sql
create or replace function field.settings()
returns text[]
language sql immutable parallel safe security invoker
set search_path = ''
as $$
  select '{police_exit,court,detention,shelter,childrens_home}'::text[]
$$;
comment on function field.settings() is 'Settings of institutional contacts, in the order of the table.';
revoke all on function field.settings() from public;

-- logic: institutions/shown-institutional.fn.sql
create or replace function release.shown_institutional(organisation uuid, quarter date, policy release.policy, secret bytea)
returns table (setting text, departement text, class integer)
language sql stable security invoker
set search_path = ''
as $$
  select t.setting, t.departement, width_bucket(t.n + v.v, release.class_bounds('lead')::bigint[])
  from release.institutional_tally(organisation, shown_institutional.quarter, secret) t
  cross join release.rules(policy, 'lead') r
  cross join lateral (
    select release.staff_noise(release.institutional_key(
      organisation, shown_institutional.quarter, t.setting, t.departement, t.key_sum, secret
    )) as v
  ) v
  -- One v in every condition. k0 is 10 whatever the policy: data-model.md says so, and the first class begins at 15.
  where t.n + v.v >= greatest(r.k0, 10) + release.noise_bound()
    and t.without_busiest + v.v >= r.k1 + release.noise_bound()
    and t.without_two + v.v >= r.k2 + release.noise_bound()
$$;
comment on function release.shown_institutional(uuid, date, release.policy, bytea) is
  'What a quarter of institutional contacts shows, as the leads'' classes. There is no rule about dates of visits: a count of a quarter has none.';
revoke all on function release.shown_institutional(uuid, date, release.policy, bytea) from public;

-- logic: release/due-count.fn.sql
create or replace function release.due_count(organisation uuid)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  select (select count(*) from release.due_work(due_count.organisation))::integer
    + (select count(*) from release.institutional_quarters(due_count.organisation) q where q.is_due)::integer
$$;
comment on function release.due_count(uuid) is 'How many windows of every layer, and quarters of institutional contacts, can be published today.';
revoke all on function release.due_count(uuid) from public;

-- logic: release/publish-status.fn.sql
create or replace function api.publish_status()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead', 'dpo');
begin
  return jsonb_build_object(
    'due', release.due_count(caller.organisation_id),
    'next_due_on', (
      select min(u.due_on)
      from (
        select w.due_on
        from release.audiences(caller.organisation_id) a
        cross join lateral release.unpublished_windows(caller.organisation_id, a.tier, a.team_id) w
        where release.first_record(caller.organisation_id, a.team_id) is not null
        union all
        select q.due_on from (values ('sites'::release.layer), ('research')) l (layer)
        cross join lateral release.unpublished_quarters(caller.organisation_id, l.layer) q
        union all
        select i.due_on from release.institutional_quarters(caller.organisation_id) i
      ) u
    ),
    'published', (select count(*) from release.window w where w.organisation_id = caller.organisation_id)
      + (select count(*) from release.institutional_quarter q where q.organisation_id = caller.organisation_id),
    'last', (
      select p.described || jsonb_build_object('published_at', p.published_at)
      from (
        select jsonb_build_object('layer', w.layer, 'tier', w.tier, 'team_id', w.team_id, 'starts_on', w.starts_on, 'ends_on', w.ends_on) as described,
          w.published_at, w.id
        from release.window w where w.organisation_id = caller.organisation_id
        union all
        select release.describe_institutional(q.quarter, null), q.published_at, q.id
        from release.institutional_quarter q where q.organisation_id = caller.organisation_id
      ) p
      order by p.published_at desc, p.id desc limit 1
    )
  );
end
$$;
comment on function api.publish_status() is
  'Lead, dpo: how many windows can be published today, the first day on which the next one can (in the past while some are due), how many are out, and the last one. No value.';
revoke all on function api.publish_status() from public;
grant execute on function api.publish_status() to authenticated;

-- logic: release/publish.fn.sql
create or replace function api.publish(dry_run boolean default false)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  published release.window;
  institutional release.institutional_quarter;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  if dry_run then
    return jsonb_build_object('published', (
      select w.work from (
        select 1 as nth, jsonb_build_object('layer', d.layer, 'tier', d.tier, 'team_id', d.team_id, 'starts_on', d.starts_on, 'ends_on', d.ends_on) as work
        from release.due_work(caller.organisation_id) d
        union all
        select 2, release.describe_institutional(q.quarter, null)
        from release.institutional_quarters(caller.organisation_id) q where q.is_due
      ) w order by w.nth limit 1
    ), 'remaining', release.due_count(caller.organisation_id));
  end if;
  published := release.publish_next(caller.organisation_id, caller.id);
  if published.id is null then
    institutional := release.publish_institutional(caller.organisation_id, caller.id);
  end if;
  if published.id is null and institutional.id is null then
    perform org.refuse('RP011', 'Every window that is over is published.');
  end if;
  return jsonb_build_object(
    'published', case
      when published.id is null then release.describe_institutional(institutional.quarter, institutional.id)
      else release.describe_publication(caller, published)
    end,
    'remaining', release.due_count(caller.organisation_id)
  );
end
$$;
comment on function api.publish(boolean) is
  'Lead, with a fresh code: publishes the oldest window that is due, of any team and layer, then the oldest quarter of institutional contacts, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;

-- logic: release/refuse-change.fn.sql
create or replace function release.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  gone boolean := false;
begin
  -- The one way out is the deletion of the whole organisation: rows go when what they belong to is already gone.
  if tg_op = 'DELETE' then
    gone := case
      when tg_table_name in ('leaf', 'leaf_square', 'noisy_square', 'research_leaf', 'research_square')
        then not exists (select from release.season s where s.id = (to_jsonb(old) ->> 'season_id')::integer)
      when tg_table_name in ('cell', 'site_cell', 'research_value', 'research_effort')
        then not exists (select from release.window w where w.id = (to_jsonb(old) ->> 'window_id')::integer)
      when tg_table_name = 'institutional_cell'
        then not exists (
          select from release.institutional_quarter q where q.id = (to_jsonb(old) ->> 'quarter_id')::integer
        )
      when tg_table_name = 'flow'
        then not exists (select from release.flow_request r where r.id = (to_jsonb(old) ->> 'request_id')::uuid)
      else not exists (select from org.organisation o where o.id = (to_jsonb(old) ->> 'organisation_id')::uuid)
    end;
  end if;
  if not gone then
    perform org.refuse('42501', 'What is published stays as it is.');
  end if;
  return old;
end
$$;
comment on function release.refuse_change() is
  'Keeps policies, seasons, leaves, windows, published values and the ledger as they were written, for their owner too; they go only with their organisation.';
revoke all on function release.refuse_change() from public;

create or replace trigger policy_immutable
before update or delete on release.policy
for each row execute function release.refuse_change();

create or replace trigger policy_no_truncate
before truncate on release.policy
for each statement execute function release.refuse_change();

create or replace trigger season_immutable
before update or delete on release.season
for each row execute function release.refuse_change();

create or replace trigger season_no_truncate
before truncate on release.season
for each statement execute function release.refuse_change();

create or replace trigger leaf_immutable
before update or delete on release.leaf
for each row execute function release.refuse_change();

create or replace trigger leaf_no_truncate
before truncate on release.leaf
for each statement execute function release.refuse_change();

create or replace trigger leaf_square_immutable
before update or delete on release.leaf_square
for each row execute function release.refuse_change();

create or replace trigger leaf_square_no_truncate
before truncate on release.leaf_square
for each statement execute function release.refuse_change();

create or replace trigger window_immutable
before update or delete on release.window
for each row execute function release.refuse_change();

create or replace trigger window_no_truncate
before truncate on release.window
for each statement execute function release.refuse_change();

create or replace trigger cell_immutable
before update or delete on release.cell
for each row execute function release.refuse_change();

create or replace trigger cell_no_truncate
before truncate on release.cell
for each statement execute function release.refuse_change();

create or replace trigger site_cell_immutable
before update or delete on release.site_cell
for each row execute function release.refuse_change();
create or replace trigger site_cell_no_truncate
before truncate on release.site_cell
for each statement execute function release.refuse_change();
create or replace trigger ledger_immutable
before update or delete on release.ledger
for each row execute function release.refuse_change();

create or replace trigger ledger_no_truncate
before truncate on release.ledger
for each statement execute function release.refuse_change();
create or replace trigger policy_preview_immutable
before update or delete on release.policy_preview
for each row execute function release.refuse_change();
create or replace trigger policy_preview_no_truncate
before truncate on release.policy_preview
for each statement execute function release.refuse_change();
create or replace trigger institutional_quarter_immutable
before update or delete on release.institutional_quarter
for each row execute function release.refuse_change();
create or replace trigger institutional_quarter_no_truncate
before truncate on release.institutional_quarter
for each statement execute function release.refuse_change();
create or replace trigger institutional_cell_immutable
before update or delete on release.institutional_cell
for each row execute function release.refuse_change();
create or replace trigger institutional_cell_no_truncate
before truncate on release.institutional_cell
for each statement execute function release.refuse_change();

-- logic: release/window-calendar.fn.sql
create or replace function api.window_calendar()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
begin
  return jsonb_build_object('windows', coalesce((
    select jsonb_agg(jsonb_build_object(
      'layer', c.layer, 'tier', c.tier, 'team_id', c.team_id, 'team', t.name,
      'starts_on', c.starts_on, 'ends_on', c.ends_on, 'state', c.state, 'due_on', c.due_on,
      'published_at', c.published_at, 'shown_leaves', c.shown_leaves
    ) order by c.ends_on desc, c.nth, c.tier, t.name)
    from (
      select w.layer::text, array_position(enum_range(null::release.layer), w.layer) as nth, w.tier, w.team_id,
        w.starts_on, w.ends_on, w.state, w.due_on, w.published_at, w.shown_leaves
      from release.calendar_of(caller.organisation_id) w
      union all
      select 'institutional', 9, 'lead', null, i.quarter, i.ends_on, i.state, i.due_on, i.published_at, i.shown
      from release.institutional_calendar(caller.organisation_id) i
    ) c
    left join org.team t on t.id = c.team_id
  ), '[]'));
end
$$;
comment on function api.window_calendar() is
  'Dpo: every window of every layer, tier and team, newest first: due, published, or withdrawn (over 52 weeks old), with its dates and, while it is in view, how many leaves it shows (null: not said). No place, no class.';
revoke all on function api.window_calendar() from public;
grant execute on function api.window_calendar() to authenticated;

-- logic: retention/age-contacts.fn.sql
create or replace function field.age_contacts(organisation uuid, last_day date)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  contacts bigint;
  encounters bigint;
  institutional bigint;
begin
  -- From the leaves up, set by set: cascades row by row are slower.
  delete from field.contact c where c.organisation_id = organisation and c.service_date <= last_day;
  get diagnostics contacts = row_count;
  delete from field.encounter e where e.organisation_id = organisation and e.service_date <= last_day;
  get diagnostics encounters = row_count;
  -- Which day of the quarter is not known: the first, so that nothing stays longer than it may.
  delete from field.institutional_contact i where i.organisation_id = organisation and i.quarter <= last_day;
  get diagnostics institutional = row_count;
  return jsonb_build_object('contacts', contacts, 'encounters', encounters, 'institutional', institutional);
end
$$;
comment on function field.age_contacts(uuid, date) is 'Deletes contacts and encounters up to a service date, and counts of institutional contacts of quarters that began by then, and answers how many rows.';
revoke all on function field.age_contacts(uuid, date) from public;

-- logic: retention/erase-records.fn.sql
create or replace function api.erase_records(organisation_name text, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  done jsonb;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null or not exists (
    select from org.organisation o where o.id = caller.organisation_id and o.name = btrim(organisation_name)
  ) then
    perform org.refuse('RP001', 'Type the organisation''s name as it is written; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  begin
    done := field.remove_records(caller.organisation_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(
    case when dry_run then 'erasure_counted' else 'records_erased' end, caller.organisation_id,
    done - '{contacts,encounters,institutional}'::text[]
  );
  return field.told_roundly(done) || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_records(text, boolean) is
  'Dpo, with a fresh code and the organisation''s name typed: erases every record of the organisation. A dry run counts; contacts and encounters are told in whole hundreds. What is published stays as it is.';
revoke all on function api.erase_records(text, boolean) from public;
grant execute on function api.erase_records(text, boolean) to authenticated;

-- logic: retention/erase-row.fn.sql
create or replace function api.erase_row(kind text, id uuid, dry_run boolean default true)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'dpo');
  found record;
  done jsonb;
begin
  if caller.role = 'dpo' then
    perform org.require_second_factor(or_command_line => true);
  end if;
  if dry_run is null or (kind in ('visit', 'encounter', 'contact', 'institutional')) is distinct from true then
    perform org.refuse('RP001', 'kind is visit, encounter, contact or institutional; dry_run is true or false.');
  end if;
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  select r.* into found from field.row_to_erase(caller, kind, erase_row.id) r;
  if found.row_id is null then
    perform org.refuse('RP002', 'There is no such row.');
  end if;
  begin
    done := field.remove_row(caller.organisation_id, kind, found.row_id, found.visit_id, found.encounter_id);
    if dry_run then
      raise exception using errcode = 'RP099';
    end if;
  exception when sqlstate 'RP099' then
    null;
  end;
  perform audit.write(case when dry_run then 'erasure_counted' else 'row_erased' end, found.row_id, done - 'contacts');
  -- How many youths were met is for those who wrote it.
  return done - case when found.own then '{}'::text[] else '{contacts}'::text[] end
    || jsonb_build_object('dry_run', dry_run, 'releases', 'unchanged');
end
$$;
comment on function api.erase_row(text, uuid, boolean) is
  'Educator, lead: erases a visit, encounter, contact or institutional count of their own; dpo, with a fresh code: any of the organisation, by its id. A dry run counts what would go. What is published stays as it is: it holds no record, and taking one out would tell what it was.';
revoke all on function api.erase_row(text, uuid, boolean) from public;
grant execute on function api.erase_row(text, uuid, boolean) to authenticated;

-- logic: retention/remove-records.fn.sql
create or replace function field.remove_records(organisation uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  done jsonb := field.age_contacts(organisation, 'infinity'::date);
  visits bigint;
  sites bigint;
  alerts bigint;
begin
  delete from field.visit v where v.organisation_id = organisation;
  get diagnostics visits = row_count;
  delete from field.round r where r.organisation_id = organisation;
  delete from field.round_template t where t.organisation_id = organisation;
  delete from field.forbidden_cell c where c.organisation_id = organisation;
  delete from field.import_batch b where b.organisation_id = organisation;
  delete from org.territory t where t.organisation_id = organisation;
  delete from field.gone_row g where g.organisation_id = organisation;
  delete from field.recorder r where r.organisation_id = organisation;
  delete from field.alert a where a.organisation_id = organisation;
  get diagnostics alerts = row_count;
  delete from field.site s where s.organisation_id = organisation;
  get diagnostics sites = row_count;
  return done || jsonb_build_object('visits', visits, 'sites', sites, 'alerts', alerts);
end
$$;
comment on function field.remove_records(uuid) is
  'Deletes everything that an organisation''s teams recorded: contacts, encounters, visits, rounds, imports, living sites, alerts, institutional contacts, what territories mean. Accounts, sectors, policies, releases and the audit log stay.';
revoke all on function field.remove_records(uuid) from public;

-- logic: retention/remove-row.fn.sql
create or replace function field.remove_row(organisation uuid, kind text, row_id uuid, visit uuid, encounter uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  visits bigint := 0;
  encounters bigint := 0;
  contacts bigint := 0;
begin
  if kind = 'institutional' then
    delete from field.institutional_contact i where i.id = row_id;
    insert into field.erasure (row_id, organisation_id, erased_at) values (remove_row.row_id, organisation, release.now())
    on conflict do nothing;
    return jsonb_build_object('visits', 0, 'encounters', 0, 'contacts', 0, 'institutional', 1);
  end if;
  -- What a window counted counts no second time if it is written anew.
  perform field.remember_gone(array(
    select e.id from field.encounter e where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      else e.id = encounter
        and not exists (select from field.contact c where c.encounter_id = e.id and c.id <> row_id)
    end
  ));
  with gone as (
    delete from field.contact c using field.encounter e
    where e.id = c.encounter_id and e.visit_id = visit
      and case kind when 'contact' then c.id = row_id when 'encounter' then e.id = encounter else true end
    returning c.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into contacts from gone;
  with gone as (
    delete from field.encounter e
    where e.visit_id = visit and case kind
      when 'visit' then true
      when 'encounter' then e.id = encounter
      -- A meeting whose last youth is erased goes too.
      else e.id = encounter and not exists (select from field.contact c where c.encounter_id = e.id)
    end
    returning e.id
  ),
  noted as (
    insert into field.erasure (row_id, organisation_id, erased_at) select g.id, organisation, release.now() from gone g
    on conflict do nothing
  )
  select count(*) into encounters from gone;
  if kind = 'visit' then
    delete from field.visit v where v.id = visit;
    get diagnostics visits = row_count;
    insert into field.erasure (row_id, organisation_id, erased_at) values (visit, organisation, release.now())
    on conflict do nothing;
  elsif encounters > 0 and not exists (select from field.encounter e where e.visit_id = visit) then
    -- That someone was met there is part of what was erased.
    update field.visit v set outcome = null where v.id = visit;
  end if;
  return jsonb_build_object('visits', visits, 'encounters', encounters, 'contacts', contacts);
end
$$;
comment on function field.remove_row(uuid, text, uuid, uuid, uuid) is
  'Deletes a contact, an encounter with its contacts, a visit with all of them, or an institutional count, keeps only their ids (field.erasure), and answers how many rows.';
revoke all on function field.remove_row(uuid, text, uuid, uuid, uuid) from public;

-- logic: retention/retain.fn.sql
create or replace function field.retain(organisation uuid)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  last_day date := field.kept_after(organisation);
  done jsonb;
begin
  -- As writers do, so that no publication counts half of it.
  perform pg_advisory_xact_lock_shared(release.lock_key(organisation));
  done := field.age_contacts(organisation, last_day) || field.age_places(organisation, last_day)
    || jsonb_build_object('events', audit.age(organisation), 'last_day', last_day);
  -- Contacts, encounters and counts of institutions are left out: an audit row holds no count of youths.
  perform audit.write('retention_applied', null, done - '{contacts,encounters,institutional,last_day}'::text[], organisation);
  return done;
end
$$;
comment on function field.retain(uuid) is
  'Makes an organisation''s records as imprecise as their age asks for (data-model.md, retention), in one transaction with its audit row. Published releases are not touched. Repeated, it changes nothing more.';
revoke all on function field.retain(uuid) from public;

-- logic: retention/row-to-erase.fn.sql
create or replace function field.row_to_erase(caller org.member, kind text, id uuid)
returns table (row_id uuid, visit_id uuid, encounter_id uuid, own boolean)
language sql stable security invoker rows 1
set search_path = ''
as $$
  with wanted as (
    -- An account knows its rows by the ids of its device, the dpo by those that are stored.
    select unnest(array[
      row_to_erase.id, field.own_id(field.account_namespace(caller), row_to_erase.id)
    ]) as id
  ),
  found as (
    select v.id as row_id, v.id as visit_id, null::uuid as encounter_id
    from wanted w join field.visit v on v.id = w.id where kind = 'visit'
    union all
    select e.id, e.visit_id, e.id from wanted w join field.encounter e on e.id = w.id where kind = 'encounter'
    union all
    select c.id, e.visit_id, e.id from wanted w join field.contact c on c.id = w.id
    join field.encounter e on e.id = c.encounter_id where kind = 'contact'
  ),
  owned as (
    select f.*, k.user_id is not distinct from caller.user_id and caller.user_id is not null as own
    from found f
    join field.visit v on v.id = f.visit_id and v.organisation_id = caller.organisation_id
    join field.recorder k on k.id = v.recorder_id
    union all
    select i.id, null::uuid, null::uuid, k.user_id is not distinct from caller.user_id and caller.user_id is not null
    from wanted w
    join field.institutional_contact i on i.id = w.id and i.organisation_id = caller.organisation_id
    join field.recorder k on k.id = i.recorder_id
    where kind = 'institutional'
  )
  select o.* from owned o where o.own or caller.role = 'dpo' limit 1
$$;
comment on function field.row_to_erase(org.member, text, uuid) is
  'A visit, encounter, contact or institutional count that a member may erase: rows of their own account, or for the dpo any row of the organisation; no row for anything else.';
revoke all on function field.row_to_erase(org.member, text, uuid) from public;

-- logic: rounds/debrief-round.fn.sql
create or replace function api.debrief_round(round uuid, visits jsonb, finish boolean default true)
returns jsonb
language plpgsql volatile security definer
-- Row estimates of functions are guesses; the compiler that large guesses wake up costs ten times the writing.
set jit = off
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.round;
  accepted integer;
begin
  if (jsonb_typeof(visits) = 'array') is distinct from true or finish is null then
    perform org.refuse('RP001', 'visits is a list, finish true or false.');
  end if;
  if jsonb_array_length(visits) > 200 then
    perform org.refuse('RP007', 'Send at most 200 visits.');
  end if;
  -- Publication takes it exclusively: what is received after one is dated after it.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.require_round_goer(caller, round);
  perform field.require_begun(caller, known);
  if known.status not in ('draft', 'planned', 'running', 'done') then
    perform org.refuse('RP003', 'The round was validated, rejected or cancelled.');
  end if;
  if exists (select from field.read_debrief(known.id, visits) d where not d.is_good) then
    perform org.refuse('RP001', 'A visit has an id, an outcome, minutes up to 1440, and a stop of the round or a cell.');
  end if;
  accepted := field.write_debrief(caller, known, visits);
  if finish and known.status <> 'done' then
    perform field.change_round_status(caller, known, 'done', 'round_done');
  elsif known.status in ('draft', 'planned') then
    perform field.change_round_status(caller, known, 'running', 'round_started');
  end if;
  perform audit.write('round_debriefed', known.id, jsonb_build_object('visits', accepted));
  return jsonb_build_object(
    'accepted', accepted, 'repeated', jsonb_array_length(visits) - accepted,
    'status', (select r.status from field.round r where r.id = known.id)
  );
end
$$;
comment on function api.debrief_round(uuid, jsonb, boolean) is
  'What a round did: visits {id, stop or cell, minutes, outcome} with ids made on the device, by those who went out (on the day) or by a lead of its team from paper. Sending again changes nothing. finish: the round is done.';
revoke all on function api.debrief_round(uuid, jsonb, boolean) from public;
grant execute on function api.debrief_round(uuid, jsonb, boolean) to authenticated;

