create or replace function audit.refuse_change()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- The retention function alone sets this, for its own transaction, to delete rows past their age; no setting
  -- lets a row go before its 6 months.
  if tg_op = 'DELETE' and current_setting('repere.audit_retention', true) = 'on' then
    if old.happened_at < clock_timestamp() - interval '6 months' then
      return old;
    end if;
  end if;
  perform org.refuse('42501', 'The audit log is append-only.');
  return null;
end
$$;
comment on function audit.refuse_change() is
  'Keeps audit.event append-only, for its owner too; only retention may delete.';
revoke all on function audit.refuse_change() from public;

create or replace trigger event_append_only
before update or delete on audit.event
for each row execute function audit.refuse_change();

create or replace trigger event_no_truncate
before truncate on audit.event
for each statement execute function audit.refuse_change();
