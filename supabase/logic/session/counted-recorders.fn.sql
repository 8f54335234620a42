create or replace function field.counted_recorders(organisation uuid)
returns integer
language sql stable strict security invoker
set search_path = ''
as $$
  select count(distinct coalesce(r.same_as, r.id))::integer
  from field.recorder r
  join org.organisation o on o.id = r.organisation_id
  left join field.import_batch b on b.id = r.batch_id
  where r.organisation_id = organisation
    and case
      when r.batch_id is not null then b.recorder_approved_at is not null
      else r.counts_from <= release.today(o.time_zone) or exists (
        -- Imports count from the first day; where a recorder column is approved, its values count instead.
        select from field.import_batch own join org.member m on m.id = own.importer
        where m.user_id = r.user_id and own.organisation_id = organisation
          and own.undone_at is null and own.recorder_approved_at is null
      )
    end
$$;
comment on function field.counted_recorders(uuid) is
  'How many recorders the leave-out rules can tell apart today: settled accounts, importers, approved column values.';
revoke all on function field.counted_recorders(uuid) from public;
