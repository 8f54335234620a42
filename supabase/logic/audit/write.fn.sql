create or replace function audit.write(action text, subject uuid, counts jsonb default '{}', organisation uuid default null)
returns void
language sql volatile security invoker
set search_path = ''
as $$
  -- The real clock, not the service clock: an injected day must not rewrite history. The actor is read without asking
  -- whether the session still stands: signing out, and ending one's own membership, write their row too.
  insert into audit.event (organisation_id, happened_at, actor, actor_role, via, action, subject, counts)
  select
    coalesce(organisation, member.organisation_id),
    clock_timestamp(),
    caller.id,
    member.role,
    case
      when caller.id is null then 'system'
      when (select auth.jwt()) ->> 'via' = 'command_line' then 'command_line'
      else 'http'
    end,
    action,
    subject,
    counts
  from (select auth.uid() as id) caller
  left join org.member member on member.user_id = caller.id and member.left_at is null
$$;
comment on function audit.write(text, uuid, jsonb, uuid) is
  'Adds an audit row in the caller''s transaction: ids and row counts, never a cell or a count of youths.';
revoke all on function audit.write(text, uuid, jsonb, uuid) from public;
