create or replace function field.goes_out(caller org.member, round field.round)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(round.lead_member = caller.id, false) or exists (
    select from field.round_member m where m.round_id = round.id and m.member_id = caller.id
  )
$$;
comment on function field.goes_out(org.member, field.round) is 'True for those who go out in a round: its lead and its partners.';
revoke all on function field.goes_out(org.member, field.round) from public;
