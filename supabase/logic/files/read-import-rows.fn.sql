create or replace function field.read_import_rows(rows jsonb, today date, has_recorder_column boolean)
returns table (
  index integer, code text, id uuid, cell integer, service_date date, slot field.slot, count integer,
  place_kind field.place_kind, minutes integer, outcome field.visit_outcome, gender field.gender,
  age_band field.age_band, first_time boolean, seen_recently integer, recorder integer
)
language sql stable security invoker
set search_path = ''
as $$
  -- A number's JSON text has no quotes, so one pattern checks its type and its form before any cast.
  with typed as materialized (
    select (n - 1)::integer as index, r,
      case when r ->> 'id' ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then (r ->> 'id')::uuid end as id,
      case when (r -> 'cell')::text ~ '^[0-9]{1,8}$' then (r ->> 'cell')::integer end as cell,
      field.parse_day(r ->> 'service_date') as service_date,
      case when r ->> 'slot' = any (enum_range(null::field.slot)::text[])
        then (r ->> 'slot')::field.slot end as slot,
      case when (r -> 'count')::text ~ '^([0-9]{1,2}|[1-4][0-9]{2}|500)$' then (r ->> 'count')::integer end as count,
      case when r ->> 'place_kind' = any (enum_range(null::field.place_kind)::text[])
        then (r ->> 'place_kind')::field.place_kind end as place_kind,
      case when (r -> 'minutes')::text ~ '^[0-9]{1,4}$' then (r ->> 'minutes')::integer end as minutes,
      case when r ->> 'outcome' = any (enum_range(null::field.visit_outcome)::text[])
        then (r ->> 'outcome')::field.visit_outcome end as outcome,
      case when coalesce(r ->> 'gender', '?') = any (enum_range(null::field.gender)::text[])
        then coalesce(r ->> 'gender', '?')::field.gender end as gender,
      case when coalesce(r ->> 'age_band', '?') = any (enum_range(null::field.age_band)::text[])
        then coalesce(r ->> 'age_band', '?')::field.age_band end as age_band,
      case when jsonb_typeof(r -> 'first_time') = 'boolean' then (r ->> 'first_time')::boolean end as first_time,
      case
        when r ->> 'seen_recently' is null then 0
        when (r -> 'seen_recently')::text ~ '^[0-9]{1,3}$' then (r ->> 'seen_recently')::integer
      end as seen_recently,
      case when (r -> 'recorder')::text ~ '^[0-9]{1,4}$' then (r ->> 'recorder')::integer end as recorder
    from jsonb_array_elements(rows) with ordinality as element (r, n)
  )
  select t.index,
    case
      when jsonb_typeof(r) <> 'object' or t.id is null then 'bad_value'
      when t.cell is null then 'bad_cell'
      when t.service_date is null then 'bad_value'
      when t.service_date > today then 'date_in_future'
      when t.slot is null then 'bad_slot'
      when t.count is null then 'bad_count'
      when t.place_kind is null and (t.count > 0 or r ->> 'place_kind' is not null) then 'bad_place_kind'
      when r ->> 'outcome' is not null and (t.outcome is null or (t.outcome = 'met') <> (t.count > 0)) then 'bad_outcome'
      when r ->> 'minutes' is not null and (t.minutes is null or t.minutes > 1440) then 'bad_value'
      when t.gender is null or t.age_band is null then 'bad_value'
      when r ->> 'first_time' is not null and t.first_time is null then 'bad_value'
      when t.seen_recently is null or t.seen_recently > t.count then 'bad_value'
      when r ->> 'recorder' is not null and (t.recorder is null or not has_recorder_column) then 'bad_value'
    end,
    t.id, t.cell, t.service_date, t.slot, t.count, t.place_kind, t.minutes,
    coalesce(t.outcome, case when t.count > 0 then 'met' else 'nobody' end::field.visit_outcome),
    t.gender, t.age_band, t.first_time, t.seen_recently, t.recorder
  from typed t
$$;
comment on function field.read_import_rows(jsonb, date, boolean) is
  'Reads the rows of an import call; code is null for a good row, otherwise why it is refused. Never raises on what it reads.';
revoke all on function field.read_import_rows(jsonb, date, boolean) from public;
