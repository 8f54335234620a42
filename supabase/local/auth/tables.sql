-- Accounts of the local server; Supabase has its own. No address but the one that a person signs in with, no
-- name, no metadata. Running it again changes nothing.
create table if not exists auth.users (
  id uuid primary key default gen_random_uuid(),
  email text not null unique check (length(email) between 3 and 254 and email = lower(email)),
  password text not null,
  invitation bytea unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  last_sign_in_at timestamptz
);
comment on table auth.users is 'Accounts; which role an account has stands in org.member alone.';
comment on column auth.users.password is 'scrypt$log2 N$r$p$salt$key, base64url.';
comment on column auth.users.invitation is 'SHA-256 of the invitation it was made with: one account for each.';

create table if not exists auth.sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  created_at timestamptz not null,
  not_after timestamptz not null,
  ended_at timestamptz
);
comment on table auth.sessions is 'A sign-in on one device, and the family of its refresh tokens.';
create index if not exists sessions_user_id_idx on auth.sessions (user_id);

create table if not exists auth.refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references auth.sessions (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
comment on table auth.refresh_tokens is 'SHA-256 of refresh tokens: each is used once and replaced.';
create index if not exists refresh_tokens_session_id_idx on auth.refresh_tokens (session_id);

create table if not exists auth.attempts (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  open_at timestamptz not null
);
comment on table auth.attempts is
  'Failed sign-ins of an account or an address (keyed hash), and when the next try is open.';
create index if not exists attempts_last_at_idx on auth.attempts (last_at);

grant select, insert, update, delete
on auth.users, auth.sessions, auth.refresh_tokens, auth.attempts to repere_owner;
