create or replace function release.refuse_overlap()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Taken here too, so that two direct inserts cannot pass each other unseen.
  perform pg_advisory_xact_lock(release.lock_key(new.organisation_id));
  if exists (
    select from release.window w
    where w.organisation_id = new.organisation_id and w.tier = new.tier and w.layer = new.layer
      and w.team_id is not distinct from new.team_id
      and w.starts_on <= new.ends_on and w.ends_on >= new.starts_on
  ) then
    perform org.refuse('RP012', 'A published window covers some of these days.');
  end if;
  return new;
end
$$;
comment on function release.refuse_overlap() is
  'No day lies in two windows of a tier, layer and team, whoever inserts them: RP012.';
revoke all on function release.refuse_overlap() from public;

create or replace trigger window_no_overlap
before insert on release.window
for each row execute function release.refuse_overlap();
