create or replace function api.alerts_due()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return (
    select jsonb_build_object(
      'waiting', count(*), 'due', count(*) filter (where a.due_on <= today + 1),
      'overdue', count(*) filter (where a.due_on < today)
    )
    from field.alert a where a.organisation_id = caller.organisation_id and a.outcome is null
  );
end
$$;
comment on function api.alerts_due() is
  'Leads: how many field alerts wait, are due by tomorrow, and are overdue. A reminder: it says of none where it is.';
revoke all on function api.alerts_due() from public;
grant execute on function api.alerts_due() to authenticated;
