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
