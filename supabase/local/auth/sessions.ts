import { createHash, randomBytes } from "node:crypto";
import { fail, type Outcome, succeed } from "../../../src/domain/outcome.ts";
import type { Query, Row } from "../database/database.ts";
import type { TokenSession } from "./access-token.ts";
import { keyedHash, type TokenKeys } from "./token-keys.ts";

/** A session ends after so many days at the latest, whatever is refreshed. */
const SESSION_DAYS = 30;
/** Within so many seconds a used refresh token may come again: two tabs, or an answer that got lost. */
const GRACE_SECONDS = 10;

interface Account {
  readonly id: string;
  readonly email: string;
}

export type RefreshFault = "refresh_token_not_found" | "refresh_token_already_used" | "session_expired";

/** Begins a session and returns its first refresh token, which is stored as a hash only. */
export async function openSession(
  query: Query,
  account: string,
  now: Date,
): Promise<{ session: TokenSession; refreshToken: string }> {
  const { rows } = await query(
    `insert into auth.sessions (user_id, created_at, not_after)
     values ($1, $2::timestamptz, $2::timestamptz + make_interval(days => $3)) returning id`,
    [account, now.toISOString(), SESSION_DAYS],
  );
  const id = String(rows[0]?.["id"]);
  return { session: { id, startedAt: now }, refreshToken: await newToken(query, id, now) };
}

/**
 * Raises a session to aal2 with a code of this factor. Its tokens so far are replaced by a new refresh token, and
 * the account's sessions without a code end, as in Supabase Auth.
 */
export async function raiseSession(
  query: Query,
  { account, session, factor }: { account: string; session: string; factor: string },
  now: Date,
): Promise<{ session: TokenSession; refreshToken: string }> {
  const { rows } = await query(
    `update auth.sessions set factor_id = $3, code_at = $4
     where id = $1 and user_id = $2 returning created_at::text`,
    [session, account, factor, now.toISOString()],
  );
  const startedAt = new Date(String(rows[0]?.["created_at"]));
  await query("delete from auth.sessions where user_id = $1 and factor_id is null", [account]);
  await query("delete from auth.refresh_tokens where session_id = $1", [session]);
  return {
    session: { id: session, startedAt, codeAt: now },
    refreshToken: await newToken(query, session, now),
  };
}

export interface Refreshed {
  readonly account: Account;
  readonly session: TokenSession;
  readonly refreshToken: string;
}

/**
 * Exchanges a refresh token for the next one. The next one is derived from it with a key of the server, so
 * that a repeat within the grace time gets the same answer although only hashes are stored. A repeat after it
 * means that two people hold the token: the session ends for both.
 */
export async function refreshSession(
  query: Query,
  keys: TokenKeys,
  token: string,
  now: Date,
): Promise<Outcome<Refreshed, RefreshFault>> {
  const { rows } = await query(
    `select s.id, s.created_at::text, case when s.factor_id is not null then s.code_at::text end as code_at,
       u.id as user_id, u.email, t.used_at is not null as used,
       coalesce($2::timestamptz - t.used_at > make_interval(secs => $3), false) as too_late,
       s.not_after <= $2::timestamptz as expired
     from auth.refresh_tokens t
     join auth.sessions s on s.id = t.session_id
     join auth.users u on u.id = s.user_id
     where t.hash = $1
     for update of t`,
    [hashOf(token), now.toISOString(), GRACE_SECONDS],
  );
  const found = rows[0];
  if (!found) return fail("refresh_token_not_found");
  const session = sessionOf(found);
  const account = { id: String(found["user_id"]), email: String(found["email"]) };
  if (found["expired"]) {
    await endSession(query, session.id);
    return fail("session_expired");
  }
  if (found["too_late"]) {
    await revokeSession(query, session.id, account.id);
    return fail("refresh_token_already_used");
  }
  const refreshToken = keyedHash(keys.refresh, token).toString("base64url");
  if (!found["used"]) {
    await query("update auth.refresh_tokens set used_at = $2 where hash = $1", [
      hashOf(token),
      now.toISOString(),
    ]);
    await storeToken(query, refreshToken, session.id, now);
  }
  return succeed({ account, session, refreshToken });
}

function sessionOf(row: Row): TokenSession {
  const { id, created_at: startedAt, code_at: codeAt } = row;
  return {
    id: String(id),
    startedAt: new Date(String(startedAt)),
    codeAt: codeAt ? new Date(String(codeAt)) : undefined,
  };
}

/** Ends a session whose refresh token came twice, on the record of its account. */
async function revokeSession(query: Query, session: string, account: string): Promise<void> {
  await query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify({ sub: account })]);
  await endSession(query, session);
  await query("select audit.write('session_revoked', $1)", [session]);
}

/** Ends one session; its refresh tokens go with it. */
async function endSession(query: Query, session: string): Promise<void> {
  await query("delete from auth.sessions where id = $1", [session]);
}

export const SIGN_OUT_SCOPES = ["global", "local", "others"] as const;
export type SignOutScope = (typeof SIGN_OUT_SCOPES)[number];

/** Ends this session, the account's others, or all. */
export async function endSessions(
  query: Query,
  { account, session, scope }: { account: string; session: string; scope: SignOutScope },
): Promise<void> {
  await query(
    `delete from auth.sessions
     where user_id = $1
       and case $3 when 'local' then id = $2 when 'others' then id <> $2 else true end`,
    [account, session, scope],
  );
}

/** The level of a session that is still open, or undefined. */
export async function levelOf(
  query: Query,
  session: string,
  account: string,
  now: Date,
): Promise<"aal1" | "aal2" | undefined> {
  const { rows } = await query(
    `select factor_id is not null as raised from auth.sessions
     where id = $1 and user_id = $2 and not_after > $3`,
    [session, account, now.toISOString()],
  );
  const found = rows[0];
  if (!found) return undefined;
  return found["raised"] === true ? "aal2" : "aal1";
}

async function newToken(query: Query, session: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await storeToken(query, token, session, now);
  return token;
}

async function storeToken(query: Query, token: string, session: string, now: Date): Promise<void> {
  await query("insert into auth.refresh_tokens (hash, session_id, created_at) values ($1, $2, $3)", [
    hashOf(token),
    session,
    now.toISOString(),
  ]);
}

function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
