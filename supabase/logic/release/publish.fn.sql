create or replace function api.publish(dry_run boolean default false)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  published release.window;
  institutional release.institutional_quarter;
begin
  perform org.require_second_factor(or_command_line => true);
  if dry_run is null then
    perform org.refuse('RP001', 'dry_run is true or false.');
  end if;
  if dry_run then
    return jsonb_build_object('published', (
      select w.work from (
        select 1 as nth, jsonb_build_object('layer', d.layer, 'tier', d.tier, 'team_id', d.team_id, 'starts_on', d.starts_on, 'ends_on', d.ends_on) as work
        from release.due_work(caller.organisation_id) d
        union all
        select 2, release.describe_institutional(q.quarter, null)
        from release.institutional_quarters(caller.organisation_id) q where q.is_due
      ) w order by w.nth limit 1
    ), 'remaining', release.due_count(caller.organisation_id));
  end if;
  published := release.publish_next(caller.organisation_id, caller.id);
  if published.id is null then
    institutional := release.publish_institutional(caller.organisation_id, caller.id);
  end if;
  if published.id is null and institutional.id is null then
    perform org.refuse('RP011', 'Every window that is over is published.');
  end if;
  return jsonb_build_object(
    'published', case
      when published.id is null then release.describe_institutional(institutional.quarter, institutional.id)
      else release.describe_publication(caller, published)
    end,
    'remaining', release.due_count(caller.organisation_id)
  );
end
$$;
comment on function api.publish(boolean) is
  'Lead, with a fresh code: publishes the oldest window that is due, of any team and layer, then the oldest quarter of institutional contacts, once and for ever; with dry_run only says which. A dry run computes no value: repeated, it would show what one more record changes.';
revoke all on function api.publish(boolean) from public;
grant execute on function api.publish(boolean) to authenticated;
