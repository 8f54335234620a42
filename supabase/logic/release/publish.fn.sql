create or replace function api.publish(dry_run boolean default false)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  due integer := (select count(*) from release.due_work(caller.organisation_id));
  published release.window;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  if dry_run then
    return jsonb_build_object('published', (
      select jsonb_build_object('layer', d.layer, 'tier', d.tier, 'team_id', d.team_id, 'starts_on', d.starts_on, 'ends_on', d.ends_on)
      from release.due_work(caller.organisation_id) d limit 1
    ), 'remaining', due);
  end if;
  published := release.publish_next(caller.organisation_id, caller.id);
  if published.id is null then
    perform org.refuse('RP011', 'Every window that is over is published.');
  end if;
  return jsonb_build_object(
    'published', release.describe_publication(caller, published),
    'remaining', (select count(*) from release.due_work(caller.organisation_id))
  );
end
$$;
comment on function api.publish(boolean) is
  'Lead, with a fresh code: publishes the oldest window that is due, of any team and layer, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;
