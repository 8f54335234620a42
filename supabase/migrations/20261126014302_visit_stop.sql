alter table field.visit
  add column stop_id uuid,
  add constraint visit_stop_id_fkey foreign key (stop_id) references field.stop (id) on delete set null not valid;
comment on column field.visit.stop_id is 'The planned stop that this visit fulfilled.';
create unique index visit_stop_id_idx on field.visit (stop_id);
