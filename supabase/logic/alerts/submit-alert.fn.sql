create or replace function api.submit_alert(token text, cell integer, slot text, days integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  link field.alert_link;
  today date;
  alert uuid := gen_random_uuid();
  known_slot field.slot := field.alert_slot(slot);
begin
  -- What is asked of everybody alike, before the token is looked at.
  if token is null or length(token) > 200 or (cell between 0 and 99999999) is distinct from true
    or (days between 1 and 14) is distinct from true then
    perform org.refuse('RP001', 'An alert has a token, a cell, a slot or none, and 1 to 14 days.');
  end if;
  select l.* into link from field.alert_link l
  where l.token_hash = sha256(convert_to(token, 'UTF8')) and l.revoked_at is null and l.expires_at > release.now()
  -- One at a time by a link, so that its limits hold.
  for update;
  if link.id is not null and (
    select count(*) filter (where a.sent_at > clock_timestamp() - interval '1 day') < 10
      and count(*) filter (where a.outcome is null and a.closed_on is null) < 40
    from field.alert a where a.link_id = link.id
  ) then
    today := (select release.today(o.time_zone) from org.organisation o where o.id = link.organisation_id);
    insert into field.alert (id, organisation_id, cell, slot, source, received_on, due_on, link_id, sent_at)
    values (
      alert, link.organisation_id, submit_alert.cell, known_slot, 'partner', today, today + days, link.id,
      clock_timestamp()
    );
    perform audit.write('alert_received', alert, '{}', link.organisation_id);
  end if;
  -- The same for every token, so that none can be tried out.
  return '{"received": true}';
end
$$;
comment on function api.submit_alert(text, integer, text, integer) is
  'Anybody with a partner''s link, without an account: a field alert in a cell, for a slot or any, to be answered within so many days. It reads nothing back and answers the same for every token; a link takes 10 a day and 40 waiting.';
revoke all on function api.submit_alert(text, integer, text, integer) from public;
grant execute on function api.submit_alert(text, integer, text, integer) to anon, authenticated;
