alter table field.site add column archived_at timestamptz;
comment on column field.site.archived_at is 'When a lead took a closed site out of the register; its visits and history stay.';

alter table field.site_event add column written_at timestamptz;
comment on column field.site_event.written_at is 'When the event was written; null for what came with the data.';
