create or replace function field.mark_round(caller org.member, round field.round)
returns text
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if round.status in ('draft', 'planned') then
    perform field.change_round_status(caller, round, 'running', 'round_started');
  elsif round.status = 'validated' then
    update field.round r set late_records_at = release.now() where r.id = round.id;
    return 'late';
  end if;
  return 'kept';
end
$$;
comment on function field.mark_round(org.member, field.round) is
  'A phone''s record starts its round; a round that was validated before is marked, so that its lead sees that more came.';
revoke all on function field.mark_round(org.member, field.round) from public;
