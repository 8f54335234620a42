alter table field.stop add column pinned boolean not null default false;
comment on column field.stop.pinned is 'The lead wants it in this round, whatever the optimiser thinks.';
