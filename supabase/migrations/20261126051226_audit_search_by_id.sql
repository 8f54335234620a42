-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

drop function api.audit_log(text,text,text,text,bigint,integer);

-- logic: audit/audit-log.fn.sql
create or replace function api.audit_log(
  action text default null, actor_role text default null, from_day text default null, to_day text default null,
  before bigint default null, page_size integer default 100,
  member uuid default null, subject uuid default null
)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  perform org.require_second_factor();
  if page_size is null or page_size not between 1 and 500 then
    perform org.refuse('RP001', 'page_size is 1 to 500.');
  end if;
  if (from_day is not null and field.parse_day(from_day) is null)
    or (to_day is not null and field.parse_day(to_day) is null) then
    perform org.refuse('RP001', 'from_day and to_day are days, YYYY-MM-DD.');
  end if;
  return (
    with found as (
      select e.* from audit.event e
      where e.organisation_id = caller.organisation_id
        and (audit_log.before is null or e.id < audit_log.before)
        and (audit_log.action is null or e.action = audit_log.action)
        and (audit_log.actor_role is null or e.actor_role::text = audit_log.actor_role)
        and (audit_log.member is null or e.actor = (
          select m.user_id from org.member m
          where m.id = audit_log.member and m.organisation_id = caller.organisation_id
        ))
        and (audit_log.subject is null or e.subject = audit_log.subject)
        and (from_day is null or e.happened_at >= (field.parse_day(from_day)::timestamp at time zone zone))
        and (to_day is null or e.happened_at < ((field.parse_day(to_day) + 1)::timestamp at time zone zone))
      order by e.id desc
      limit page_size + 1
    ),
    page as (select f.* from found f order by f.id desc limit page_size)
    select jsonb_build_object(
      'events', coalesce((select jsonb_agg(audit.describe_event(p) order by p.id desc) from page p), '[]'),
      'next', case when (select count(*) from found) > page_size then (select min(p.id) from page p) end
    )
  );
end
$$;
comment on function api.audit_log(text, text, text, text, bigint, integer, uuid, uuid) is
  'Dpo, with a fresh code: rows of the organisation''s audit log, newest first, of an action, a role, a membership, a subject (an id), a period of days in the organisation''s time zone; next is the value of before for the page that follows. An action or role that does not exist has no rows.';
revoke all on function api.audit_log(text, text, text, text, bigint, integer, uuid, uuid) from public;
grant execute on function api.audit_log(text, text, text, text, bigint, integer, uuid, uuid) to authenticated;

