create or replace function api.decide_flows(request uuid, accept boolean)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('dpo');
  asked release.flow_request;
begin
  perform org.require_second_factor();
  if accept is null then
    perform org.refuse('RP001', 'accept is true or false.');
  end if;
  select r.* into asked from release.flow_request r
  where r.id = request and r.organisation_id = caller.organisation_id
  for update;
  if asked.id is null then
    perform org.refuse('RP002', 'There is no such request.');
  end if;
  if asked.accepted is not null then
    perform org.refuse('RP003', 'This was already decided.');
  end if;
  if accept then
    if asked.subject = 'profile' then
      perform release.draw_profile(asked);
    else
      perform release.draw_flows(asked);
    end if;
  end if;
  update release.flow_request r set accepted = accept, decided_by = caller.id, decided_at = release.now()
  where r.id = asked.id;
  perform audit.write(asked.subject || case when accept then '_accepted' else '_declined' end, asked.id);
  return jsonb_build_object('id', asked.id, 'accepted', accept);
end
$$;
comment on function api.decide_flows(uuid, boolean) is
  'Dpo, with a fresh code: accepts or declines a request for the flows or the profile of a quarter, once. Accepting draws it and charges the ledger; RP004 where the budget is spent.';
revoke all on function api.decide_flows(uuid, boolean) from public;
grant execute on function api.decide_flows(uuid, boolean) to authenticated;
