create or replace function org.end_member(ended org.member, next_role org.role default null)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Two admins who end each other at once wait for one another here.
  perform from org.organisation o where o.id = ended.organisation_id for update;
  if ended.role = 'admin' and next_role is distinct from 'admin' and not exists (
    select from org.member m
    where m.organisation_id = ended.organisation_id and m.role = 'admin' and m.left_at is null and m.id <> ended.id
  ) then
    perform org.refuse('RP004', 'The last administrator stays.');
  end if;
  update org.member m set left_at = release.now() where m.id = ended.id;
  perform audit.write('member_left', ended.id, '{}', ended.organisation_id);
end
$$;
comment on function org.end_member(org.member, org.role) is
  'Ends a membership, on the record; RP004 for the last administrator unless an administrator takes its place.';
revoke all on function org.end_member(org.member, org.role) from public;
