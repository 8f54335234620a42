create or replace function audit.write(action text, subject uuid, counts jsonb default '{}', organisation uuid default null)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  -- The real clock, not the service clock: an injected day must not rewrite history.
  insert into audit.event (organisation_id, happened_at, actor, via, action, subject, counts)
  select
    coalesce(organisation, (org.caller()).organisation_id),
    clock_timestamp(),
    (select auth.uid()),
    case
      when (select auth.uid()) is null then 'system'
      when (select auth.jwt()) ->> 'via' = 'command_line' then 'command_line'
      else 'http'
    end,
    action,
    subject,
    counts
$$;
comment on function audit.write(text, uuid, jsonb, uuid) is
  'Adds an audit row in the caller''s transaction: ids and row counts, never a cell or a count of youths.';
revoke all on function audit.write(text, uuid, jsonb, uuid) from public;
