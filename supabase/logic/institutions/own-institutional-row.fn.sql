create or replace function field.own_institutional_row(caller org.member, sent uuid)
returns field.institutional_contact
language sql stable security invoker
set search_path = ''
as $$
  -- What the account reads carries stored ids; what its device writes carries the device's.
  select c.*
  from field.institutional_contact c
  join field.recorder k on k.id = c.recorder_id
  where c.organisation_id = caller.organisation_id and k.user_id = caller.user_id
    and c.id in (sent, field.own_id(field.account_namespace(caller), sent))
  limit 1
$$;
comment on function field.own_institutional_row(org.member, uuid) is
  'An account''s own count of an institution, by its device''s id or the stored one; no row for anybody else''s.';
revoke all on function field.own_institutional_row(org.member, uuid) from public;
