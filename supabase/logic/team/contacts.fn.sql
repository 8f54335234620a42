create or replace function api.contacts()
returns jsonb
language plpgsql stable security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('educator', 'lead', 'admin');
begin
  return (
    select jsonb_build_object('on_call', o.on_call_phone, 'coordination', o.coordination_phone)
    from org.organisation o where o.id = caller.organisation_id
  );
end
$$;
comment on function api.contacts() is
  'Educators, leads and admins: the numbers that a round''s sheet carries, or null. Of the organisation, never of a youth.';
revoke all on function api.contacts() from public;
grant execute on function api.contacts() to authenticated;
