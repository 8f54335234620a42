alter table audit.event add column actor_role org.role;
comment on column audit.event.actor_role is 'Role of the actor when it happened; null for strangers and the system.';
create index event_organisation_id_id_idx on audit.event (organisation_id, id);
