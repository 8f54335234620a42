create or replace function api.own_institutional()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  today date := (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object(
    'settings', to_jsonb(field.settings()),
    'departements', to_jsonb(field.departements()),
    'quarters', coalesce((
      select jsonb_agg(jsonb_build_object(
        'quarter', q.quarter, 'ends_on', q.ends_on, 'corrected_until', q.corrected_until
      ) order by q.quarter desc)
      from field.open_quarters(caller.organisation_id) q
    ), '[]'),
    'counts', coalesce((
      select jsonb_agg(jsonb_build_object(
        'id', c.id, 'setting', c.setting, 'departement', c.departement, 'quarter', c.quarter, 'people', c.people
      ) order by c.quarter desc, c.departement, c.setting)
      from field.open_quarters(caller.organisation_id) q
      join field.institutional_contact c on c.quarter = q.quarter and c.organisation_id = caller.organisation_id
      join field.recorder k on k.id = c.recorder_id
      where today <= q.corrected_until and k.user_id = caller.user_id
    ), '[]')
  );
end
$$;
comment on function api.own_institutional() is
  'Educators, leads: quarters that can be counted, and the account''s own counts while they can be corrected; nobody else''s, and no sum.';
revoke all on function api.own_institutional() from public;
grant execute on function api.own_institutional() to authenticated;
