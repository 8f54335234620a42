create or replace function org.require_territories(answers jsonb)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if (jsonb_typeof(answers) = 'array') is distinct from true then
    perform org.refuse('RP001', 'answers is a list.');
  end if;
  if jsonb_array_length(answers) > 500 then
    perform org.refuse('RP007', 'Send at most 500 territories at a time.');
  end if;
  if exists (
    select from jsonb_array_elements(answers) a
    where (a ->> 'digest' ~ '^[0-9a-f]{64}$') is distinct from true
      or not coalesce((a -> 'cell')::text ~ '^([0-9]{1,8}|null)$', false)
  ) then
    perform org.refuse('RP001', 'A territory is {digest, cell}: HMAC-SHA256 as hexadecimal, and a cell or null.');
  end if;
end
$$;
comment on function org.require_territories(jsonb) is
  'Raises RP001 or RP007 for answers about territories that are none.';
revoke all on function org.require_territories(jsonb) from public;
