create or replace function api.sites_due()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return (
    select jsonb_build_object(
      'active', count(*),
      'due', count(*) filter (where v.visited_on is null or v.visited_on < today - field.site_interval())
    )
    from field.site s cross join lateral (select field.site_visited_on(s.id) as visited_on) v
    where s.organisation_id = caller.organisation_id and s.state = 'active' and s.archived_at is null
  );
end
$$;
comment on function api.sites_due() is
  'Leads: how many living sites are active in the organisation and how many are due to be visited. A reminder: it says of none where it is.';
revoke all on function api.sites_due() from public;
grant execute on function api.sites_due() to authenticated;
