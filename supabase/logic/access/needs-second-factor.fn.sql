create or replace function org.needs_second_factor(member org.member)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  select coalesce(member.role in ('lead', 'dpo', 'admin'), false)
    and not exists (select from org.organisation o where o.id = member.organisation_id and o.fictitious)
$$;
comment on function org.needs_second_factor(org.member) is
  'Whether a member enrols a second factor at the first sign-in: leads, dpo and admins, except in a demonstration.';
revoke all on function org.needs_second_factor(org.member) from public;
