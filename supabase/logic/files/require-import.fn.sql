create or replace function field.require_import(batch uuid, file_digest text, has_recorder_column boolean, rows jsonb, finish boolean)
returns void
language plpgsql stable security invoker
set search_path = ''
as $$
begin
  if batch is null or has_recorder_column is null or finish is null or file_digest is null
    or file_digest !~ '^[0-9A-Fa-f]{64}$' then
    perform org.refuse('RP001', 'batch, file_digest (SHA-256 as hex), has_recorder_column and finish are needed.');
  end if;
  if (jsonb_typeof(rows) = 'array') is distinct from true then
    perform org.refuse('RP001', 'rows is a list.');
  end if;
  if jsonb_array_length(rows) > 5000 then
    perform org.refuse('RP007', 'Send at most 5000 rows at a time.');
  end if;
  -- 50,000 youths: about the most that one call can store within a request's time.
  if (
    select sum((r -> 'count')::text::integer) from jsonb_array_elements(rows) r
    where (r -> 'count')::text ~ '^[0-9]{1,3}$'
  ) > 50000 then
    perform org.refuse('RP007', 'Send fewer rows at a time: their counts add up to more than 50000.');
  end if;
end
$$;
comment on function field.require_import(uuid, text, boolean, jsonb, boolean) is
  'Raises RP001 or RP007 for arguments of an import call that are no call at all; single rows are judged one by one later.';
revoke all on function field.require_import(uuid, text, boolean, jsonb, boolean) from public;
