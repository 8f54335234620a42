create or replace function field.first_recorder(member org.member)
returns uuid
language sql stable security invoker
set search_path = ''
as $$
  select r.id
  from org.membership_line((first_recorder.member).id) line
  join field.recorder r on r.organisation_id = (first_recorder.member).organisation_id and r.user_id = line.user_id
  where line.organisation_id = r.organisation_id and r.user_id <> (first_recorder.member).user_id
  order by cardinality(line.path) desc
  limit 1
$$;
comment on function field.first_recorder(org.member) is
  'Recorder row of the first account of a person who has had several in the organisation (a forgotten password, another role); null where none of the earlier ones recorded.';
revoke all on function field.first_recorder(org.member) from public;
