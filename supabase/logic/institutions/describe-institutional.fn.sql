create or replace function release.describe_institutional(quarter date, published integer)
returns jsonb
language sql stable security invoker
set search_path = ''
as $$
  select jsonb_build_object(
    'layer', 'institutional', 'tier', 'lead', 'team_id', null,
    'starts_on', quarter, 'ends_on', field.quarter_end(quarter)
  ) || case when published is null then '{}' else jsonb_build_object(
    'leaves', cardinality(field.settings()) * cardinality(field.departements()),
    'shown', (select count(*) from release.institutional_cell c where c.quarter_id = published)
  ) end
$$;
comment on function release.describe_institutional(date, integer) is
  'A quarter of institutional contacts as api.publish tells of it; without counts where it is only due (published null).';
revoke all on function release.describe_institutional(date, integer) from public;
