create or replace function release.refuse_future()
returns trigger
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  if new.ends_on >= release.over_before(new.organisation_id) then
    perform org.refuse('RP006', 'A window of real records is over before it is published.');
  end if;
  return new;
end
$$;
comment on function release.refuse_future() is
  'No window of an organisation that is not fictitious ends on the real day or later, whatever the service clock says: RP006.';
revoke all on function release.refuse_future() from public;

create or replace trigger window_not_in_future
before insert on release.window
for each row execute function release.refuse_future();
