alter table org.sector add column explore_percent smallint not null default 15
  constraint sector_explore_percent_check check (explore_percent between 0 and 100);
comment on column org.sector.explore_percent is 'Part of the planned minutes that goes to cells never visited.';
