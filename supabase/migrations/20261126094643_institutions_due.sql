-- Released by `npm run migration`: behaviour as supabase/logic has it. Never edited.
set check_function_bodies = off;

-- logic: release/publish-due.fn.sql
create or replace function release.publish_due(organisation uuid)
returns boolean
language plpgsql volatile security invoker
set search_path = ''
as $$
declare
  published release.window;
  institutional release.institutional_quarter;
begin
  if not release.publishes_itself(organisation) then
    return false;
  end if;
  -- It waits for whoever is publishing and looks again what is due: several servers publish each window once.
  published := release.publish_next(organisation, null);
  if published.id is null then
    institutional := release.publish_institutional(organisation, null);
  end if;
  return published.id is not null or institutional.id is not null;
end
$$;
comment on function release.publish_due(uuid) is
  'The scheduler''s publication: the oldest window that is due, then the oldest quarter of institutional contacts, by nobody, where release.publishes_itself; false where there is none. One window a transaction.';
revoke all on function release.publish_due(uuid) from public;

