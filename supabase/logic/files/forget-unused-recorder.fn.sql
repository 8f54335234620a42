create or replace function field.forget_unused_recorder(member org.member)
returns void
language plpgsql volatile security invoker
set search_path = ''
as $$
begin
  -- Only the row that account_recorder() made: it comes back with the same id and date when needed again.
  delete from field.recorder r where r.id = field.account_namespace(member);
exception when foreign_key_violation then
  -- Another record of the account still names it, so it stays.
  return;
end
$$;
comment on function field.forget_unused_recorder(org.member) is
  'Removes the recorder row that an import made for its importer, unless another record names it.';
revoke all on function field.forget_unused_recorder(org.member) from public;
