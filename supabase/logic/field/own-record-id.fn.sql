create or replace function field.own_record_id(caller org.member, sent uuid)
returns uuid
language sql stable security invoker
set search_path = ''
as $$
  -- What the account reads to correct it carries stored ids; what its devices write carries theirs.
  select coalesce(
    (
      select v.id from field.visit v join field.recorder k on k.id = v.recorder_id
      where v.id = sent and v.organisation_id = caller.organisation_id and v.batch_id is null
        and k.user_id = caller.user_id
    ),
    field.own_id(field.account_namespace(caller), sent)
  )
$$;
comment on function field.own_record_id(org.member, uuid) is
  'The id under which a visit of the account is stored, from its device''s id or from the stored id itself.';
revoke all on function field.own_record_id(org.member, uuid) from public;
