create or replace function release.calendar_of(organisation uuid)
returns table (
  layer release.layer, tier release.tier, team_id uuid, starts_on date, ends_on date,
  state text, due_on date, published_at timestamptz, shown_leaves bigint
)
language sql stable security invoker rows 100
set search_path = ''
as $$
  select d.layer, d.tier, d.team_id, d.starts_on, d.ends_on, 'due', d.due_on, null::timestamptz, null::bigint
  from release.due_work(calendar_of.organisation) d
  union all
  select w.layer, w.tier, w.team_id, w.starts_on, w.ends_on,
    case when age.is_withdrawn then 'withdrawn' else 'published' end, null, w.published_at,
    -- Withdrawn from view, and research, whose values are told to researchers alone: not even how much is shown.
    case
      when age.is_withdrawn or w.layer = 'research' then null
      when w.layer = 'sites' then (select count(*) from release.site_cell c where c.window_id = w.id)
      else (select count(*) from release.cell c where c.window_id = w.id and c.breakdown = 'total')
    end
  from release.window w
  join org.organisation o on o.id = w.organisation_id
  cross join lateral (
    select w.layer <> 'research' and w.ends_on < release.today(o.time_zone) - 364 as is_withdrawn
  ) age
  where w.organisation_id = calendar_of.organisation
$$;
comment on function release.calendar_of(uuid) is
  'Windows of an organisation that are due or out, of every layer. shown_leaves is null for what is due, withdrawn or of research.';
revoke all on function release.calendar_of(uuid) from public;
