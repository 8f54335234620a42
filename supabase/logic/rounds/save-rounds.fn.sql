create or replace function api.save_rounds(rounds jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  perform field.require_round_plans(rounds, (
    select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id
  ));
  perform field.require_round_versions(caller, rounds);
  perform field.require_round_links(caller, rounds);
  perform field.write_rounds(caller, rounds);
  perform field.write_stops(caller, rounds);
  perform audit.write('rounds_saved', null, jsonb_build_object('rounds', jsonb_array_length(rounds)));
  return jsonb_build_object('saved', (
    select jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version) order by r.id)
    from field.round r where r.id in (select p.id from field.read_round_plans(rounds) p)
  ));
end
$$;
comment on function api.save_rounds(jsonb) is
  'Leads: saves rounds of their own team with their stops, all or none. Each names the version it was seen in (0: new); where one was changed since, RP004 and nothing is overwritten. A round that has begun is RP003.';
revoke all on function api.save_rounds(jsonb) from public;
grant execute on function api.save_rounds(jsonb) to authenticated;
