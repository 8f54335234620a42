create or replace function api.flow_requests()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('researcher', 'dpo');
begin
  return jsonb_build_object('requests', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', r.id, 'quarter', w.starts_on, 'ends_on', w.ends_on, 'subject', r.subject, 'origin', r.origin, 'requested_at', r.requested_at,
      'decided_at', r.decided_at, 'accepted', r.accepted,
      'epsilon', 0.133532, 'budget_left', release.budget_left(r.organisation_id, w.starts_on) / 1000000.0
    ) order by r.requested_at desc, r.id)
    from release.flow_request r join release.window w on w.id = r.window_id
    where r.organisation_id = caller.organisation_id
  ), '[]'));
end
$$;
comment on function api.flow_requests() is
  'Researcher, dpo: requests for flows or a profile (subject; a profile has no origin), newest first (accepted is null while undecided), what one costs and what is left of the budget of its 52 weeks.';
revoke all on function api.flow_requests() from public;
grant execute on function api.flow_requests() to authenticated;
