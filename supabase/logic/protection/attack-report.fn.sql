create or replace function api.attack_report()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
begin
  return coalesce(
    (
      select jsonb_build_object('received_at', r.received_at, 'report', r.report)
      from release.attack_report r
      where r.organisation_id = caller.organisation_id
      order by r.id desc
      limit 1
    ),
    jsonb_build_object('received_at', null, 'report', null)
  );
end
$$;
comment on function api.attack_report() is
  'Dpo: the newest report of the attack suite that was kept for the organisation, and when; nulls where none was.';
revoke all on function api.attack_report() from public;
grant execute on function api.attack_report() to authenticated;
