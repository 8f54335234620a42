-- Imports know the kind of a place, not the site: such visits must not show as lone cells visited again and again.
set local lock_timeout = '10s';
-- pgls-ignore lint/safety/addingFieldWithDefault: a constant rewrites no table since PostgreSQL 11
alter table field.visit add column at_living_site boolean not null default false;
