import type { Database, Query } from "../database/database.ts";
import { hashPassword, isPassword } from "./password.ts";

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  /** Its hash, where it was made before: accounts that share a public password share the work. */
  readonly hash?: string;
}

/** Adds an account row; undefined where the e-mail is taken. */
export async function insertAccount(
  query: Query,
  email: string,
  passwordHash: string,
  invitation: string | undefined,
): Promise<string | undefined> {
  const { rows } = await query(
    `insert into auth.users (email, password, invitation) values ($1, $2, org.code_hash($3::text))
     on conflict (email) do nothing returning id`,
    [email, passwordHash, invitation ?? null],
  );
  const id = rows[0]?.["id"];
  return id === undefined ? undefined : String(id);
}

/**
 * Creates an account without an invitation, for the demo's people. An account that already has this e-mail and
 * this password is the same one: a first start that was cut short can be made again.
 *
 * @returns the account's id, which org.member names.
 * @throws Error where the e-mail is taken.
 */
export async function createAccount(db: Database, { email, password, hash }: NewAccount): Promise<string> {
  const stored = hash ?? (await hashPassword(password));
  const id = await db.transaction({}, null, (query) => insertAccount(query, email, stored, undefined));
  if (id !== undefined) return id;
  const { rows } = await db.transaction({}, null, (query) =>
    query("select id, password from auth.users where email = $1", [email]),
  );
  const found = rows[0];
  if (found && (await isPassword(String(found["password"]), password))) return String(found["id"]);
  throw new Error("this e-mail is taken");
}
