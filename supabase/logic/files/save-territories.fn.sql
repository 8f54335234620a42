create or replace function api.save_territories(answers jsonb)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
  saved integer;
begin
  perform org.require_territories(answers);
  -- One after the other: two calls together could pass the limit that each of them respects.
  perform pg_advisory_xact_lock(hashtextextended('territories/' || caller.organisation_id, 0));
  with said as (
    select distinct on (a ->> 'digest') decode(a ->> 'digest', 'hex') as name_digest, (a ->> 'cell')::integer as cell
    from jsonb_array_elements(answers) a
    order by a ->> 'digest'
  )
  insert into org.territory as known (organisation_id, name_digest, cell, decided_by, decided_on)
  select caller.organisation_id, s.name_digest, s.cell, caller.id, release.today(o.time_zone)
  from said s join org.organisation o on o.id = caller.organisation_id
  on conflict (organisation_id, name_digest) do update set
    cell = excluded.cell, decided_by = excluded.decided_by, decided_on = excluded.decided_on;
  get diagnostics saved = row_count;
  if (select count(*) from org.territory t where t.organisation_id = caller.organisation_id) > 5000 then
    perform org.refuse('RP007', 'An organisation keeps at most 5000 territories.');
  end if;
  perform audit.write('territories_saved', null, jsonb_build_object('territories', saved));
  return jsonb_build_object('saved', saved);
end
$$;
comment on function api.save_territories(jsonb) is
  'Lead: keeps what names of territories mean, [{digest, cell}] with a cell or null, for the whole organisation; the last one who says it counts. Audited with how many.';
revoke all on function api.save_territories(jsonb) from public;
grant execute on function api.save_territories(jsonb) to authenticated;
