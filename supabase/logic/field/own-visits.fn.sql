create or replace function api.own_visits(round uuid)
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  zone text := (select o.time_zone from org.organisation o where o.id = caller.organisation_id);
begin
  return jsonb_build_object('visits', coalesce((
    select jsonb_agg(jsonb_build_object(
      'id', v.id, 'revision', v.revision, 'stop', v.stop_id, 'cell', v.cell, 'minutes', v.minutes, 'outcome', v.outcome,
      'open', field.is_open_record(caller, v.service_date), 'encounters', field.describe_encounters(v.id)
    ) order by v.received_at, v.id)
    from field.visit v
    join field.recorder k on k.id = v.recorder_id
    where v.round_id in (own_visits.round, field.own_id(field.account_namespace(caller), own_visits.round))
      and v.organisation_id = caller.organisation_id and v.batch_id is null
      -- The account that wrote a record reads it, and for 14 days: nobody else does.
      and k.user_id = caller.user_id and v.service_date >= release.today(zone) - 14
  ), '[]'));
end
$$;
comment on function api.own_visits(uuid) is
  'The caller''s own records of a round, to correct them: the account that wrote them alone, until 14 days after; open says whether they may still be changed. An unknown round has none.';
revoke all on function api.own_visits(uuid) from public;
grant execute on function api.own_visits(uuid) to authenticated;
