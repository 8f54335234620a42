create table grid.definition (
  id integer generated always as identity primary key,
  srid integer not null check (srid between 1024 and 999999),
  offset_e_km integer not null default 0 check (offset_e_km between -9999 and 9999),
  offset_n_km integer not null default 0 check (offset_n_km between -9999 and 9999),
  proj4 text not null check (length(proj4) between 10 and 1000),
  unique (srid, offset_e_km, offset_n_km)
);
comment on table grid.definition is 'A grid of 1 km squares: a metric CRS and the offsets (km) that keep both parts of a cell positive.';
comment on column grid.definition.proj4 is 'PROJ definition of the CRS as spatial_ref_sys has it; devices snap with it.';
alter table grid.definition enable row level security;
