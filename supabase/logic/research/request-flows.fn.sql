create or replace function api.request_flows(quarter text, origin text default 'living')
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  request uuid;
begin
  if (origin = any (enum_range(null::release.flow_origin)::text[])) is distinct from true then
    perform org.refuse('RP001', 'origin is living or previous.');
  end if;
  request := release.ask_further_table(caller, request_flows.quarter, 'flows', request_flows.origin::release.flow_origin);
  perform audit.write('flows_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_flows(text, text) is
  'Researcher: asks the dpo for the flows of a published quarter between 8 km districts, from where youths live (living) or were before (previous) to where they were met. RP003 while another request of the quarter waits or one was accepted, for flows or for a profile.';
revoke all on function api.request_flows(text, text) from public;
grant execute on function api.request_flows(text, text) to authenticated;
