create or replace function release.due_count(organisation uuid)
returns integer
language sql stable security invoker
set search_path = ''
as $$
  select (select count(*) from release.due_work(due_count.organisation))::integer
    + (select count(*) from release.institutional_quarters(due_count.organisation) q where q.is_due)::integer
$$;
comment on function release.due_count(uuid) is 'How many windows of every layer, and quarters of institutional contacts, can be published today.';
revoke all on function release.due_count(uuid) from public;
