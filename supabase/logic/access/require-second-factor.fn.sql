create or replace function org.require_second_factor(or_command_line boolean default false)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if org.has_second_factor((select auth.jwt()))
    -- Who has the folder's own key could do the same in the database; the audit log tells such calls apart.
    or coalesce(or_command_line and (select auth.jwt()) ->> 'via' = 'command_line', false)
    -- Demonstration accounts have a public password; the server starts for such data on 127.0.0.1 alone.
    or exists (
      select from org.organisation o
      where o.id = (org.caller()).organisation_id and o.fictitious
    )
  then
    return;
  end if;
  perform org.refuse('42501', 'second_factor');
end
$$;
comment on function org.require_second_factor(boolean) is
  'Raises 42501 with the hint second_factor unless a code was given at most 12 hours ago; after org.require(…), before any work. A demonstration is exempt, and where the caller says so the folder''s own command line: for work, never for reading what the screens confine.';
revoke all on function org.require_second_factor(boolean) from public;
