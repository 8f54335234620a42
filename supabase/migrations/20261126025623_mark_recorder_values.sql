-- Of imports that are finished already; a transaction of its own, so that the table is not locked longer than it must be.
comment on column field.import_batch.recorder_values is 'Different values of the recorder column.';
comment on column field.import_batch.recorder_share is
  'Largest share of the encounters that one of them has, in per cent; rows without a value count as the importer''s. Null without encounters.';
update field.import_batch b set
  recorder_values = (select count(*)::integer from field.recorder r where r.batch_id = b.id),
  recorder_share = (
    select round(100 * max(s.n) / sum(s.n))::smallint
    from (
      select count(*) as n
      from field.visit v join field.encounter e on e.visit_id = v.id
      where v.batch_id = b.id
      group by coalesce(v.column_recorder_id, v.recorder_id)
    ) s
  )
where b.has_recorder_column and b.finished_at is not null and b.undone_at is null;
