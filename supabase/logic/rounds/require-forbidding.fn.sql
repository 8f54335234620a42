create or replace function field.require_forbidding(caller org.member, monday date, cells integer[], round uuid)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  known field.round;
begin
  perform field.require_monday(monday);
  perform org.require_cells(cells);
  if round is not null then
    known := field.require_own_round(caller, round);
    if known.service_date not between monday and monday + 6 then
      perform org.refuse('RP001', 'The round is not in this week.');
    end if;
  end if;
end
$$;
comment on function field.require_forbidding(org.member, date, integer[], uuid) is
  'Raises unless these are cells of a week, and the round (null: all) one of the caller''s team in it.';
revoke all on function field.require_forbidding(org.member, date, integer[], uuid) from public;
