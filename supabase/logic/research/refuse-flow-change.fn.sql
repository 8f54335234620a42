create or replace function release.refuse_flow_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- A decision is written once, beside what was asked; a request goes only with its organisation.
  if tg_op = 'UPDATE' and old.accepted is null and new.accepted is not null
    and (new.id, new.organisation_id, new.window_id, new.subject, new.origin, new.requested_by, new.requested_at)
      is not distinct from (old.id, old.organisation_id, old.window_id, old.subject, old.origin, old.requested_by, old.requested_at) then
    return new;
  end if;
  if tg_op = 'DELETE' and not exists (select from org.organisation o where o.id = old.organisation_id) then
    return old;
  end if;
  perform org.refuse('42501', 'A request for flows is decided once and kept.');
  return null;
end
$$;
comment on function release.refuse_flow_change() is
  'Lets a request for flows be decided once, and keeps it for ever after, for its owner too.';
revoke all on function release.refuse_flow_change() from public;
create or replace trigger flow_request_immutable
before update or delete on release.flow_request
for each row execute function release.refuse_flow_change();
create or replace trigger flow_request_no_truncate
before truncate on release.flow_request
for each statement execute function release.refuse_change();
