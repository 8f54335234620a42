create or replace function release.publishes_itself(organisation uuid)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  -- What a window shows is decided once. An import is given two days to be finished by a second file or to be undone,
  -- and a recorder column two weeks to be approved: published before, one importer alone would show nothing, for ever.
  select not exists (
    select from field.import_batch b
    where b.organisation_id = organisation and b.undone_at is null
      and b.started_at > release.now() - case
        when b.has_recorder_column and b.recorder_approved_at is null then interval '14 days' else interval '2 days'
      end
  )
$$;
comment on function release.publishes_itself(uuid) is
  'Whether windows that are due are published without anybody asking: not while a young import may still change, or waits for the dpo. A lead can publish at any time.';
revoke all on function release.publishes_itself(uuid) from public;
