create or replace function api.save_institutional(id uuid, setting text, departement text, quarter date, people integer)
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead');
  known field.institutional_contact;
  stored uuid;
  recorder uuid;
begin
  if id is null or quarter is null or quarter is distinct from date_trunc('quarter', quarter::timestamp)::date
    or (setting = any (field.settings())) is distinct from true
    or (departement = any (field.departements())) is distinct from true
    or (people between 1 and 2000) is distinct from true then
    perform org.refuse('RP001', 'A count has an id, a setting, a département, the first day of a quarter, and 1 to 2,000 people.');
  end if;
  if quarter > (select release.today(o.time_zone) from org.organisation o where o.id = caller.organisation_id) then
    perform org.refuse('RP006', 'This quarter has not begun.');
  end if;
  -- Publication takes this lock alone: a count is in the release, or refused.
  perform pg_advisory_xact_lock_shared(release.lock_key(caller.organisation_id));
  known := field.own_institutional_row(caller, save_institutional.id);
  stored := coalesce(known.id, field.own_id(field.account_namespace(caller), save_institutional.id));
  perform field.require_open_quarter(caller, save_institutional.quarter, known.id is not null);
  if known.id is not null then
    perform field.require_open_quarter(caller, known.quarter, true);
  elsif exists (select from field.erasure e where e.row_id = stored) then
    perform org.refuse('RP003', 'This count was erased.');
  end if;
  recorder := field.account_recorder(caller);
  -- Two devices of one account: the second waits, and is told; nothing is added up.
  perform from field.recorder k where k.id = recorder for update;
  if exists (
    select from field.institutional_contact c
    where c.recorder_id = recorder and c.setting = save_institutional.setting
      and c.departement = save_institutional.departement and c.quarter = save_institutional.quarter and c.id <> stored
  ) then
    perform org.refuse('RP004', 'This setting of this département is already counted in this quarter: correct it.');
  end if;
  insert into field.institutional_contact (id, organisation_id, setting, departement, quarter, people, recorder_id)
  values (
    stored, caller.organisation_id, save_institutional.setting, save_institutional.departement,
    save_institutional.quarter, save_institutional.people, recorder
  )
  on conflict on constraint institutional_contact_pkey do update
  set setting = excluded.setting, departement = excluded.departement, quarter = excluded.quarter, people = excluded.people;
  perform audit.write('institutional_saved', stored);
  return jsonb_build_object('id', stored);
end
$$;
comment on function api.save_institutional(uuid, text, text, date, integer) is
  'Educators, leads: how many youths they met in a setting (police, court, …) of a département in a quarter, under an id made on the device; sending again changes nothing more. RP003 once the quarter is published, or for a correction 14 days after its end; RP004 where the account counted the same already.';
revoke all on function api.save_institutional(uuid, text, text, date, integer) from public;
grant execute on function api.save_institutional(uuid, text, text, date, integer) to authenticated;
