create or replace function org.has_second_factor(claims jsonb)
returns boolean
language sql stable security invoker
set search_path = ''
as $$
  -- The real clock, as tokens have it: an injected day makes no code older or newer. "lax" takes claims of any shape.
  select coalesce(claims ->> 'aal' = 'aal2', false) and jsonb_path_exists(
    claims,
    'lax $.amr[*] ? (@.method == "totp" && @.timestamp >= $since)',
    jsonb_build_object('since', floor(extract(epoch from clock_timestamp() - interval '12 hours'))),
    true
  )
$$;
comment on function org.has_second_factor(jsonb) is
  'Whether the claims of a verified token tell of a code (TOTP) given at most 12 hours ago, as Supabase Auth words it: aal and amr.';
revoke all on function org.has_second_factor(jsonb) from public;
