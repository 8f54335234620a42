create or replace function release.ask_further_table(
  caller org.member, quarter text, subject text, origin release.flow_origin
)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  asked integer;
  request uuid;
begin
  select w.id into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(ask_further_table.quarter);
  if asked is null then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  if (select count(*) from release.flow_request r where r.window_id = asked) >= 20 then
    perform org.refuse('RP007', 'A further table of this quarter was declined too often.');
  end if;
  insert into release.flow_request (organisation_id, window_id, subject, origin, requested_by, requested_at)
  values (
    caller.organisation_id, asked, ask_further_table.subject, ask_further_table.origin, caller.id, release.now()
  )
  on conflict (window_id) where accepted is null or accepted do nothing
  returning id into request;
  if request is null then
    perform org.refuse('RP003', 'A further table of this quarter was already asked for.');
  end if;
  return request;
end
$$;
comment on function release.ask_further_table(org.member, text, text, release.flow_origin) is
  'Writes down the wish for the one further table of a published quarter: flows, or a profile. RP002 without such a quarter, RP003 while another wish waits or one was accepted, RP007 after 20 refusals.';
revoke all on function release.ask_further_table(org.member, text, text, release.flow_origin) from public;
