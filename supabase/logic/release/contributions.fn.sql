create or replace function release.contributions(
  organisation uuid, team uuid, first_day date, last_day date, late uuid[], unit release.unit, secret bytea,
  as_of timestamptz
)
returns table (
  cell integer, recorder uuid, place_kind field.place_kind, age_band field.age_band, gender field.gender,
  n bigint, key_sum numeric
)
-- plpgsql: its statements are planned with the dates known, so that only the window is scanned.
language plpgsql stable security invoker
set search_path = ''
as $$
declare
  scan_from date := least(first_day, (select min(v.service_date) from field.visit v where v.id = any (late)));
begin
  return query
  select v.cell, v.recorder, e.place_kind, c.age_band, c.gender,
    count(*), sum(release.record_key(secret, c.contributor))
  from release.counted_visits(organisation, team, first_day, last_day, late, as_of) v
  join field.encounter e on e.visit_id = v.visit_id
    and e.organisation_id = contributions.organisation and e.service_date between scan_from and last_day
  join field.contact c on c.encounter_id = e.id
    and c.organisation_id = contributions.organisation and c.service_date between scan_from and last_day
  left join release.copies(organisation, team, scan_from, first_day, last_day, as_of) k on k.encounter_id = e.id
  where k.encounter_id is null and e.place_kind <> 'living'
    and (not c.seen_recently or unit = 'every_contact')
  group by v.cell, v.recorder, e.place_kind, c.age_band, c.gender;
end
$$;
comment on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea, timestamptz) is
  'What releases count, added up by cell, recorder and kind of youth: contacts of counted visits received by a moment, not at a living site, once for each row however often it was imported, and (by the policy''s unit) not already met in the last 4 weeks. Contributors go no further than the sum of their record keys, which is null without a secret.';
revoke all on function release.contributions(uuid, uuid, date, date, uuid[], release.unit, bytea, timestamptz) from public;
