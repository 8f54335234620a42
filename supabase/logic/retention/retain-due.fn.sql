create or replace function field.retain_due(organisation uuid)
returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- One after another, so that the second of two servers sees the first one's row.
  perform pg_advisory_xact_lock(hashtextextended('retain/' || organisation::text, 0));
  if exists (
    select from audit.event e
    where e.organisation_id = organisation and e.action = 'retention_applied'
      and e.happened_at > clock_timestamp() - interval '12 hours'
  ) then
    return false;
  end if;
  perform field.retain(organisation);
  return true;
end
$$;
comment on function field.retain_due(uuid) is
  'The scheduler''s retention: field.retain, unless it was applied in the last 12 hours; whether it ran. Several servers apply it once a night.';
revoke all on function field.retain_due(uuid) from public;
