create or replace function org.code_hash(code text)
returns bytea
language sql immutable strict security invoker
set search_path = ''
as $$
  -- Crockford's base 32: case, spaces and hyphens do not matter, O reads as 0, I and L as 1.
  select sha256(convert_to(
    translate(regexp_replace(upper(code), '[^0-9A-Z]', '', 'g'), 'OIL', '011'),
    'UTF8'
  ))
$$;
comment on function org.code_hash(text) is 'SHA-256 of an invitation code as written by a person.';
revoke all on function org.code_hash(text) from public;
