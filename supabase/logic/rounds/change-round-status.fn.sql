create or replace function field.change_round_status(
  caller org.member, round field.round, status field.round_status, action text, reject_code text default null
)
returns jsonb
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  update field.round r
  set status = change_round_status.status, reject_code = change_round_status.reject_code, version = r.version + 1,
    changed_by = caller.id, changed_at = release.now()
  where r.id = round.id;
  if status = 'done' and round.status not in ('done', 'validated') then
    -- Records count from now: received before, they would be lost to a window that was published meanwhile.
    update field.visit v set received_at = greatest(release.moment(round.organisation_id), v.received_at) where v.round_id = round.id;
  end if;
  perform audit.write(action, round.id);
  return jsonb_build_object('id', round.id, 'status', status, 'version', round.version + 1);
end
$$;
comment on function field.change_round_status(org.member, field.round, field.round_status, text, text) is
  'Gives a locked round another status, one version more and an audit row; returns id, status and version.';
revoke all on function field.change_round_status(org.member, field.round, field.round_status, text, text) from public;
