create or replace function api.request_flows(quarter text, origin text default 'living')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  asked integer;
  request uuid;
begin
  if (origin = any (enum_range(null::release.flow_origin)::text[])) is distinct from true then
    perform org.refuse('RP001', 'origin is living or previous.');
  end if;
  select w.id into asked from release.window w
  where w.organisation_id = caller.organisation_id and w.layer = 'research'
    and w.starts_on = field.parse_day(quarter);
  if asked is null then
    perform org.refuse('RP002', 'No such quarter is published.');
  end if;
  if (select count(*) from release.flow_request r where r.window_id = asked) >= 20 then
    perform org.refuse('RP007', 'The flows of this quarter were declined too often.');
  end if;
  insert into release.flow_request (organisation_id, window_id, origin, requested_by, requested_at)
  values (caller.organisation_id, asked, request_flows.origin::release.flow_origin, caller.id, release.now())
  on conflict (window_id) where accepted is null or accepted do nothing
  returning id into request;
  if request is null then
    perform org.refuse('RP003', 'The flows of this quarter were already asked for.');
  end if;
  perform audit.write('flows_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_flows(text, text) is
  'Researcher: asks the dpo for the flows of a published quarter between 8 km districts, from where youths live (living) or were before (previous) to where they were met. RP003 while another request waits or one was accepted.';
revoke all on function api.request_flows(text, text) from public;
grant execute on function api.request_flows(text, text) to authenticated;
