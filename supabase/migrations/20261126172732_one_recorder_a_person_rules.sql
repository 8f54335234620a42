-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: access/membership-line.fn.sql
create or replace function org.membership_line(member uuid)
returns table (
  id uuid, user_id uuid, organisation_id uuid, role org.role, team_id uuid, joined_at timestamptz, follows uuid,
  path uuid[]
)
language sql stable security invoker rows 2
set search_path = ''
as $$
  with recursive line as (
    select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows, array[m.id] as path
    from org.member m where m.id = membership_line.member
    union all
    select before.*, line.path || before.id from line
    cross join lateral (
      select m.id, m.user_id, m.organisation_id, m.role, m.team_id, m.joined_at, m.follows
      from org.member m
      where m.left_at is not null
        and case when line.follows is null then m.user_id = line.user_id else m.id = line.follows end
        -- Two may have begun at one moment of a clock that stands still: the line itself is the order, not the time.
        and m.joined_at <= line.joined_at and m.id <> all (line.path)
      order by m.joined_at desc, m.id
      limit 1
    ) before
  )
  select line.* from line
$$;
comment on function org.membership_line(uuid) is
  'A person''s memberships, newest first by the length of path: what one says it follows (a forgotten password, another role), else the one that the account had before.';
revoke all on function org.membership_line(uuid) from public;

-- logic: access/role-change-days.fn.sql
create or replace function org.role_change_days(member org.member)
returns setof date
language sql stable security invoker rows 1
set search_path = ''
as $$
  with steps as (
    select (l.joined_at at time zone o.time_zone)::date as day,
      (l.organisation_id, l.role, l.team_id) is distinct from
        (lead(l.organisation_id) over older, lead(l.role) over older, lead(l.team_id) over older) as changed,
      lead(l.id) over older is not null as has_older
    from org.membership_line((role_change_days.member).id) l
    join org.organisation o on o.id = (role_change_days.member).organisation_id
    window older as (order by cardinality(l.path))
  )
  select s.day from steps s where s.changed and s.has_older
$$;
comment on function org.role_change_days(org.member) is
  'Days on which a person took another role or team: the window of that day is withheld from the new membership, so that no window is read in two roles.';
revoke all on function org.role_change_days(org.member) from public;

-- logic: files/account-recorder.fn.sql
create or replace function field.account_recorder(member org.member)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid;
begin
  insert into field.recorder (id, organisation_id, user_id, counts_from, same_as)
  values (
    field.account_namespace(member), member.organisation_id, member.user_id,
    -- Also where another account came before: who says that it is the same person is an administrator.
    (member.joined_at at time zone 'UTC')::date + 28, field.first_recorder(member)
  )
  on conflict do nothing;
  select r.id into recorder from field.recorder r
  where r.organisation_id = member.organisation_id and r.user_id = member.user_id;
  return recorder;
end
$$;
comment on function field.account_recorder(org.member) is
  'Recorder row of an account, made when first needed; it counts from 4 weeks after the account joined, and then as one with the person''s first account.';
revoke all on function field.account_recorder(org.member) from public;

-- logic: files/first-recorder.fn.sql
create or replace function field.first_recorder(member org.member)
returns uuid
language sql stable security invoker
set search_path = ''
as $$
  select r.id
  from org.membership_line((first_recorder.member).id) line
  join field.recorder r on r.organisation_id = (first_recorder.member).organisation_id and r.user_id = line.user_id
  where line.organisation_id = r.organisation_id and r.user_id <> (first_recorder.member).user_id
  order by cardinality(line.path) desc
  limit 1
$$;
comment on function field.first_recorder(org.member) is
  'Recorder row of the first account of a person who has had several in the organisation (a forgotten password, another role); null where none of the earlier ones recorded.';
revoke all on function field.first_recorder(org.member) from public;

-- logic: institutions/institutional-tally.fn.sql
create or replace function release.institutional_tally(organisation uuid, quarter date, secret bytea)
returns table (
  setting text, departement text, n bigint, without_busiest bigint, without_two bigint, key_sum numeric
)
language sql stable security invoker
set search_path = ''
as $$
  with counted as (
    select c.setting, c.departement,
      -- As for visits: a new account vouches for nothing, and the accounts of one person are one.
      o.fictitious or k.counts_from <= field.quarter_end(c.quarter) as vouches, coalesce(k.same_as, k.id) as recorder,
      sum(c.people) as people, sum(release.record_key(secret, c.id) * c.people) as key
    from field.institutional_contact c
    join field.recorder k on k.id = c.recorder_id
    join org.organisation o on o.id = c.organisation_id
    where c.organisation_id = institutional_tally.organisation and c.quarter = institutional_tally.quarter
    group by 1, 2, 3, 4
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

-- logic: release/counted-visits.fn.sql
create or replace function release.counted_visits(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[], as_of timestamptz
)
returns table (visit_id uuid, cell integer, service_date date, recorder uuid, reached boolean)
-- So many rows that a quarter's encounters are hashed once instead of looked up one by one.
language sql stable security invoker rows 50000
set search_path = ''
as $$
  select v.id, v.cell, v.service_date,
    -- Who vouches for a record, the accounts of one person being one. New accounts vouch for nothing; imports and invented data count from the start.
    case
      when b.recorder_approved_at is not null then coalesce(v.column_recorder_id, k.same_as, k.id)
      when v.batch_id is not null or o.fictitious or v.service_date >= k.counts_from then coalesce(k.same_as, k.id)
    end,
    v.outcome is distinct from 'not_reached'
  from field.visit v
  join field.round r on r.id = v.round_id
  join org.organisation o on o.id = v.organisation_id
  join field.recorder k on k.id = v.recorder_id
  left join field.import_batch b on b.id = v.batch_id
  where v.organisation_id = counted_visits.organisation
    and (v.service_date between first_day and last_day or v.id = any (late))
    and v.received_at <= as_of
    and v.service_date <= release.today(o.time_zone) - 6
    and v.site_id is null and not v.at_living_site
    and r.status in ('done', 'validated')
    and (counted_visits.team is null or r.team_id = counted_visits.team)
$$;
comment on function release.counted_visits(uuid, uuid, date, date, uuid[], timestamptz) is
  'Visits that releases count: received by a moment, of done rounds at least 6 days old, not at a living site; of one team or (null) all. recorder is null while it does not count yet.';
revoke all on function release.counted_visits(uuid, uuid, date, date, uuid[], timestamptz) from public;

-- logic: session/counted-recorders.fn.sql
create or replace function field.counted_recorders(organisation uuid)
returns integer
language sql stable strict security invoker
set search_path = ''
as $$
  select count(distinct coalesce(r.same_as, r.id))::integer
  from field.recorder r
  join org.organisation o on o.id = r.organisation_id
  left join field.import_batch b on b.id = r.batch_id
  where r.organisation_id = organisation
    and case
      when r.batch_id is not null then b.recorder_approved_at is not null
      else r.counts_from <= release.today(o.time_zone) or exists (
        -- Imports count from the first day; where a recorder column is approved, its values count instead.
        select from field.import_batch own join org.member m on m.id = own.importer
        where m.user_id = r.user_id and own.organisation_id = organisation
          and own.undone_at is null and own.recorder_approved_at is null
      )
    end
$$;
comment on function field.counted_recorders(uuid) is
  'How many recorders the leave-out rules can tell apart today: settled accounts, importers, approved column values.';
revoke all on function field.counted_recorders(uuid) from public;

