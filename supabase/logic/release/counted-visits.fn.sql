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
