alter table field.recorder add column same_as uuid;
alter table field.recorder add constraint recorder_same_as_fkey
foreign key (same_as) references field.recorder (id) not valid;
create index recorder_same_as_idx on field.recorder (same_as);
comment on column field.recorder.same_as is
  'The recorder row of the first account of the same person (a forgotten password, another role): the leave-out rules take both for one. Who may read a record is not touched by it.';

with recursive line as (
  select m.user_id as account, m.organisation_id, m.user_id as earlier, m.follows, array[m.id] as path
  from org.member m
  union all
  select l.account, l.organisation_id, m.user_id, m.follows, l.path || m.id
  from line l
  join org.member m on m.id = l.follows and m.organisation_id = l.organisation_id and m.id <> all (l.path)
),
oldest as (
  select distinct on (l.account, l.organisation_id) l.account, l.organisation_id, r.id
  from line l
  join field.recorder r on r.organisation_id = l.organisation_id and r.user_id = l.earlier
  where l.earlier <> l.account
  order by l.account, l.organisation_id, cardinality(l.path) desc
)
update field.recorder r set same_as = oldest.id
from oldest
where r.organisation_id = oldest.organisation_id and r.user_id = oldest.account;
