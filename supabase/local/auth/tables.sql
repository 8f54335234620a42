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
  not_after timestamptz not null
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

-- Second factors, in the tables that Supabase Auth has.
create table if not exists auth.mfa_factors (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  friendly_name text not null default '' check (length(friendly_name) <= 80),
  status text not null default 'unverified' check (status in ('unverified', 'verified')),
  secret text not null,
  last_step bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (user_id, friendly_name)
);
comment on table auth.mfa_factors is 'Authenticator apps (TOTP) of an account; one counts once its first code was right.';
comment on column auth.mfa_factors.secret is
  'AES-256-GCM with a key of the secrets folder: v1.key id.nonce.sealed, base64url.';
comment on column auth.mfa_factors.last_step is
  'The 30 seconds (counted since 1970) of the last code that was accepted: no code is accepted twice.';

create table if not exists auth.mfa_challenges (
  id uuid primary key default gen_random_uuid(),
  factor_id uuid not null references auth.mfa_factors (id) on delete cascade,
  created_at timestamptz not null,
  verified_at timestamptz,
  address bytea not null
);
comment on table auth.mfa_challenges is
  'Questions for a code: five minutes, answered once, from the address (keyed hash) that asked.';
create index if not exists mfa_challenges_factor_id_idx on auth.mfa_challenges (factor_id);

-- A session has the level aal2 while it has a factor.
alter table auth.sessions add column if not exists factor_id uuid references auth.mfa_factors (id) on delete set null;
alter table auth.sessions add column if not exists code_at timestamptz;
comment on column auth.sessions.factor_id is 'The factor whose code raised the session to aal2; it goes back to aal1 with the factor.';
comment on column auth.sessions.code_at is 'When that code was given.';
create index if not exists sessions_factor_id_idx on auth.sessions (factor_id);

-- As on Supabase, a session that ended has no row.
do $$
begin
  if exists (
    select from pg_catalog.pg_attribute
    where attrelid = 'auth.sessions'::regclass and attname = 'ended_at' and not attisdropped
  ) then
    delete from auth.sessions where ended_at is not null;
    alter table auth.sessions drop column ended_at;
  end if;
end
$$;

grant select, insert, update, delete
on auth.users, auth.sessions, auth.refresh_tokens, auth.attempts, auth.mfa_factors, auth.mfa_challenges
to repere_owner;
