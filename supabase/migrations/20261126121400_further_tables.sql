create table release.profile_effort (
  window_id integer not null references release.window (id) on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  slot field.slot not null,
  visits integer not null check (visits >= 1),
  primary key (window_id, weekday, slot)
);
comment on table release.profile_effort is 'Complete visits of a research quarter by day of the week (1 Monday to 7 Sunday, of the service date) and slot, over the whole territory, as they were known at publication.';

create table release.profile_value (
  request_id uuid not null references release.flow_request (id) on delete cascade,
  weekday smallint not null check (weekday between 1 and 7),
  slot field.slot not null,
  value integer not null,
  primary key (request_id, weekday, slot)
);
comment on table release.profile_value is 'Noisy contributions of a quarter by day of the week and slot over the whole territory, drawn once in the place of the quarter''s flows; below 20 hidden on reading.';

alter table release.flow_request
  add column subject text not null default 'flows' check (subject in ('flows', 'profile'));
-- Nobody but the logic reads this table: no client is broken.
-- squawk-ignore ban-drop-not-null
alter table release.flow_request alter column origin drop not null;
-- Every row there is has an origin and asks for flows.
alter table release.flow_request
  add constraint flow_request_origin_check check ((origin is null) = (subject = 'profile')) not valid;
comment on column release.flow_request.subject is 'What the quarter''s one further table is to tell: flows between districts, or a profile by day of the week and slot.';
comment on table release.flow_request is 'A researcher''s wish for the one further table of a quarter (flows, or a profile by weekday and slot), and the dpo''s answer. At most one of a quarter is accepted, ever.';

alter table release.profile_effort enable row level security;
alter table release.profile_value enable row level security;
