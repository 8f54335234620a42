create or replace function api.request_profile(quarter text)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher');
  request uuid := release.ask_further_table(caller, request_profile.quarter, 'profile', null);
begin
  perform audit.write('profile_requested', request);
  return jsonb_build_object('id', request);
end
$$;
comment on function api.request_profile(text) is
  'Researcher: asks the dpo for the contributions of a published quarter by day of the week and slot, in the place of its flows. RP003 while another request of the quarter waits or one was accepted, for flows or for a profile.';
revoke all on function api.request_profile(text) from public;
grant execute on function api.request_profile(text) to authenticated;
