create or replace function audit.describe_event(event audit.event)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'id', event.id, 'happened_at', event.happened_at, 'action', event.action, 'via', event.via,
    'actor_role', event.actor_role, 'subject', event.subject, 'counts', event.counts,
    -- The membership that the screens show, never the account's own id.
    'member', (
      select m.id from org.member m
      where m.user_id = event.actor and m.organisation_id = event.organisation_id
      order by m.joined_at desc, m.id limit 1
    )
  )
$$;
comment on function audit.describe_event(audit.event) is
  'A row of the audit log as the dpo reads it: what, when, by which membership and role, about what, how many rows.';
revoke all on function audit.describe_event(audit.event) from public;
