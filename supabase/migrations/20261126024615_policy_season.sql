set local lock_timeout = '10s';
alter table release.policy add column season_from date
  constraint policy_season_from_check check (extract(isodow from season_from) = 1);
comment on column release.policy.season_from is 'First day of the season that this version opens, because it changes the sizes of leaves. Null: the partition is kept.';
