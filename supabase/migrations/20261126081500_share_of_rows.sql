-- A share of the encounters told whether a visit met somebody; of the rows it does not.
set lock_timeout = '5s';
comment on column field.import_batch.recorder_share is
  'Largest share of the rows that one of them has, in per cent; rows without a value count as the importer''s.';
update field.import_batch b set
  recorder_share = (
    select round(100 * max(s.n) / sum(s.n))::smallint
    from (
      select count(*) as n
      from field.visit v left join field.encounter e on e.visit_id = v.id
      where v.batch_id = b.id
      group by coalesce(v.column_recorder_id, v.recorder_id)
    ) s
  )
where b.recorder_share is not null;
