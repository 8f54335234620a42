create table release.site_cell (
  window_id integer not null references release.window (id) on delete cascade,
  square integer not null check (square between 0 and 99999999),
  class smallint not null check (class between 1 and 3),
  primary key (window_id, square)
);
comment on table release.site_cell is 'Class of an 8 km square of a window of the layer of living sites. A square without a row is hidden or zero: the same answer.';
alter table release.site_cell enable row level security;
