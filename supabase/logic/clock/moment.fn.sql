create or replace function release.moment(organisation uuid)
returns timestamptz
language sql volatile security invoker
set search_path = ''
as $$
  -- A clock that was set back would date a record before a publication that never saw it, and the record would join no
  -- window, ever: time stands still, one millisecond after the newest publication, until the clock has caught up.
  select greatest(release.now(), (
    select max(w.published_at) + interval '1 millisecond' from release.window w where w.organisation_id = moment.organisation
  ))
$$;
comment on function release.moment(uuid) is
  'The service clock for what an organisation receives and publishes: never earlier than its newest publication, even where the machine''s clock was set back.';
revoke all on function release.moment(uuid) from public;
