import type { Query, Row } from "../database/database.ts";
import type { Gateway } from "../gateway.ts";
import { ACCESS_SECONDS, signAccess, type TokenSession } from "./access-token.ts";
import { AuthRefused } from "./auth-error.ts";

/** An account as Supabase Auth tells of it. Nothing a person could write is kept in it. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly [field: string]: unknown;
}

/** Reads an account by its id. */
export async function userOf(query: Query, id: string): Promise<User> {
  const { rows } = await query(
    `select id, email,
       to_json(created_at) #>> '{}' as created_at,
       to_json(updated_at) #>> '{}' as updated_at,
       to_json(last_sign_in_at) #>> '{}' as last_sign_in_at
     from auth.users where id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new AuthRefused("user_not_found");
  return user(row, await factorsOf(query, id));
}

/** An account's authenticator apps, oldest first, without their secrets. */
async function factorsOf(query: Query, account: string): Promise<Row[]> {
  const { rows } = await query(
    `select id, 'totp' as factor_type, status, friendly_name,
       to_json(created_at) #>> '{}' as created_at,
       to_json(updated_at) #>> '{}' as updated_at
     from auth.mfa_factors where user_id = $1 order by auth.mfa_factors.created_at, id`,
    [account],
  );
  return rows;
}

function user(row: Row, factors: readonly Row[]): User {
  return {
    id: String(row["id"]),
    aud: "authenticated",
    role: "authenticated",
    email: String(row["email"]),
    email_confirmed_at: row["created_at"],
    confirmed_at: row["created_at"],
    phone: "",
    last_sign_in_at: row["last_sign_in_at"],
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: {},
    identities: [],
    ...(factors.length > 0 ? { factors } : {}),
    created_at: row["created_at"],
    updated_at: row["updated_at"],
    is_anonymous: false,
  };
}

/** What a sign-in, a sign-up and a refresh answer. */
export async function sessionAnswer(
  { keys, now }: Gateway,
  account: User,
  session: TokenSession,
  refreshToken: string,
): Promise<Record<string, unknown>> {
  const moment = now();
  return {
    access_token: await signAccess(keys, account, session, moment),
    token_type: "bearer",
    expires_in: ACCESS_SECONDS,
    expires_at: Math.floor(moment.getTime() / 1000) + ACCESS_SECONDS,
    refresh_token: refreshToken,
    user: account,
  };
}
