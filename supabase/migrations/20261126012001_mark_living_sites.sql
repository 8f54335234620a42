-- A transaction of its own, so that the table is not locked longer than it must be.
comment on column field.visit.at_living_site is
  'A visit to where youths live, known by its site or (imports) by its kind of place alone: left out of coverage, territory, counted visits and releases.';
update field.visit v set at_living_site = true
where v.site_id is not null
  or exists (select from field.encounter e where e.visit_id = v.id and e.place_kind = 'living');
