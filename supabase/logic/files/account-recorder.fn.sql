create or replace function field.account_recorder(member org.member)
returns uuid
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  recorder uuid;
begin
  insert into field.recorder (id, organisation_id, user_id, counts_from, same_as)
  values (
    field.account_namespace(member), member.organisation_id, member.user_id,
    -- Also where another account came before: who says that it is the same person is an administrator.
    (member.joined_at at time zone 'UTC')::date + 28, field.first_recorder(member)
  )
  on conflict do nothing;
  select r.id into recorder from field.recorder r
  where r.organisation_id = member.organisation_id and r.user_id = member.user_id;
  return recorder;
end
$$;
comment on function field.account_recorder(org.member) is
  'Recorder row of an account, made when first needed; it counts from 4 weeks after the account joined, and then as one with the person''s first account.';
revoke all on function field.account_recorder(org.member) from public;
