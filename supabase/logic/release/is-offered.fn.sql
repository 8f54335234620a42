create or replace function release.is_offered(tier text, breakdown text, category text)
returns boolean
language sql immutable security invoker
set search_path = ''
as $$
  select coalesce(case
    when is_offered.tier not in ('educator', 'lead') then false
    when is_offered.breakdown = 'total' then is_offered.category = 'all'
    when is_offered.breakdown = 'place_kind' then is_offered.category in ('wandering', 'activity')
    when is_offered.tier <> 'lead' or is_offered.category = '?' then false
    when is_offered.breakdown = 'age_band' then is_offered.category = any (enum_range(null::field.age_band)::text[])
    when is_offered.breakdown = 'gender' then is_offered.category = any (enum_range(null::field.gender)::text[])
  end, false)
$$;
comment on function release.is_offered(text, text, text) is
  'Whether a tier''s releases have this breakdown and category. "?" is no category: it would tell who was not asked.';
revoke all on function release.is_offered(text, text, text) from public;
