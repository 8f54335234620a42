create or replace function api.territories(digests text[])
returns jsonb
language plpgsql volatile security definer
set search_path = ''
as $$
declare
  caller org.member := org.require('lead');
begin
  if digests is null or exists (select from unnest(digests) d where d is null or d !~ '^[0-9a-f]{64}$') then
    perform org.refuse('RP001', 'digests is a list of HMAC-SHA256 values, as hexadecimal.');
  end if;
  if cardinality(digests) > 500 then
    perform org.refuse('RP007', 'Ask for at most 500 territories at a time.');
  end if;
  -- Only what is asked for by name is answered: the table as a whole would be a list of places.
  return jsonb_build_object(
    'key', org.territory_key(caller.organisation_id),
    'known', coalesce((
      select jsonb_agg(jsonb_build_object('digest', encode(t.name_digest, 'hex'), 'cell', t.cell) order by t.name_digest)
      from org.territory t
      where t.organisation_id = caller.organisation_id
        and t.name_digest in (select decode(d, 'hex') from unnest(digests) d)
    ), '[]')
  );
end
$$;
comment on function api.territories(text[]) is
  'Lead: the organisation''s key for digests of territories'' names, and the answers kept under the digests asked for (cell null: left aside). Writes nothing; volatile, hence a POST, because the answer holds a key.';
revoke all on function api.territories(text[]) from public;
grant execute on function api.territories(text[]) to authenticated;
