create or replace function audit.age(organisation uuid)
returns bigint
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  events bigint;
begin
  perform set_config('repere.audit_retention', 'on', true);
  -- The real clock, as audit rows have it: a day set in the future must not erase the log.
  delete from audit.event e
  where e.organisation_id is not distinct from organisation and e.happened_at < clock_timestamp() - interval '6 months';
  get diagnostics events = row_count;
  perform set_config('repere.audit_retention', '', true);
  return events;
end
$$;
comment on function audit.age(uuid) is
  'Deletes audit rows older than 6 months of an organisation (null: of none) and answers how many. The one way in which an audit row goes.';
revoke all on function audit.age(uuid) from public;
