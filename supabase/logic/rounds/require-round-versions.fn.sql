create or replace function field.require_round_versions(caller org.member, rounds jsonb)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  wanted record;
  known field.round;
begin
  -- In the order of their ids, so that two who save at once wait for one another instead of blocking both.
  for wanted in select p.id, p.version from field.read_round_plans(rounds) p order by p.id loop
    select r.* into known from field.round r where r.id = wanted.id for update;
    if known.id is null and wanted.version = 0 then
      continue;
    end if;
    -- Another organisation's round, one that was deleted and one that was changed have one answer.
    if known.id is null or known.organisation_id <> caller.organisation_id or known.batch_id is not null then
      perform org.refuse('RP004', 'A round was changed by somebody else. Nothing was saved.');
    end if;
    perform field.require_own_round(caller, known.id);
    if known.version <> wanted.version then
      perform org.refuse('RP004', 'A round was changed by somebody else. Nothing was saved.');
    end if;
    if known.status not in ('draft', 'planned', 'cancelled') then
      perform org.refuse('RP003', 'A round has begun: its plan is closed.');
    end if;
  end loop;
end
$$;
comment on function field.require_round_versions(org.member, jsonb) is
  'Locks the rounds that are to be saved. RP004 where one is no longer as the caller saw it, RP003 where one has begun, 42501 for another team''s.';
revoke all on function field.require_round_versions(org.member, jsonb) from public;
