import type { AuthError } from "@supabase/supabase-js";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { ROLES } from "../domain/role.ts";
import { type CallError, write } from "./call.ts";
import { leaveClient, openClient, SESSION_KEY } from "./client.ts";
import { type Decoded, maybe, oneOf, record, text } from "./decode.ts";
import { reportSession } from "./session-events.ts";

/** Accounts without e-mail are `<identifier>` of this domain, which no mail can reach (RFC 2606). */
const MEMBERS = "members.repere.invalid";

/** Shortest password that an invitation accepts. */
export const PASSWORD_MIN = 12;

const SIGN_IN_ERRORS = [
  "wrong_credentials",
  "too_many",
  "unreachable",
  "disk_full",
  "identifier_taken",
  "weak_password",
  "bad_identifier",
] as const;
export type SignInError = (typeof SIGN_IN_ERRORS)[number];

/** The e-mail that Supabase Auth knows for what the person typed. */
export function emailOf(identifier: string): string {
  const typed = identifier.trim().toLowerCase();
  return typed.includes("@") ? typed : `${typed}@${MEMBERS}`;
}

/** Whether an identifier can be chosen: letters, digits, dot, dash, underscore, 3–40; or an e-mail. */
export function isIdentifier(identifier: string): boolean {
  const typed = identifier.trim().toLowerCase();
  return /^[a-z0-9](?:[a-z0-9._-]{1,38})[a-z0-9]$/.test(typed) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed);
}

/** Whether this tab holds a session, without fetching supabase-js. The server still decides. */
export function holdsSession(): boolean {
  try {
    return sessionStorage.getItem(SESSION_KEY) !== null;
  } catch {
    return false;
  }
}

/** The account of this tab's session, as supabase-js keeps it, or undefined. It names the account's part of the phone. */
export function accountOfSession(): string | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(SESSION_KEY) ?? "null");
    const { user } = record({ user: record({ id: text }) })(kept);
    return user.id;
  } catch {
    return undefined;
  }
}

/** Signs in. Every wrong pair gets the same answer. */
export async function signIn(identifier: string, password: string): Promise<Outcome<null, SignInError>> {
  return attempt(async () => {
    const client = await openClient();
    return client.auth.signInWithPassword({ email: emailOf(identifier), password });
  });
}

/** Creates the account of an invitation and signs it in; `join` then binds it. */
export async function signUp(
  code: string,
  identifier: string,
  password: string,
): Promise<Outcome<null, SignInError>> {
  if (!isIdentifier(identifier)) return fail("bad_identifier");
  if (password.length < PASSWORD_MIN) return fail("weak_password");
  return attempt(async () => {
    const client = await openClient();
    const email = emailOf(identifier);
    return client.auth.signUp({ email, password, options: { data: { invitation: code } } });
  });
}

const joined = record({ role: oneOf(ROLES), team_id: maybe(text) });

/** Binds the signed-in account to the invitation's role and team. `not_found` for every unusable code. */
export function join(code: string): Promise<Outcome<Decoded<typeof joined>, CallError>> {
  return write("join", { code }, joined);
}

/** How long a sign-out waits for the server. Without network supabase-js tries for 30 s to refresh an old session first. */
const LEAVE_MS = 3000;

/**
 * Ends the session on this device, and on the server where it can be reached. The account's rounds of the day go from
 * the phone; unsent records stay, unless the person gives them up (`andUnsent`).
 */
export async function signOut(andUnsent = false): Promise<void> {
  const account = accountOfSession();
  // Out of reach, or too slow: the token is dropped here all the same.
  await Promise.race([endOnServer().catch(() => undefined), waited(LEAVE_MS)]);
  leaveClient();
  sessionStorage.removeItem(SESSION_KEY);
  reportSession("signed_out");
  if (account) await (await import("./phone-leave.ts")).wipePhone(account, andUnsent).catch(() => undefined);
}

async function endOnServer(): Promise<void> {
  const client = await openClient();
  await client.auth.signOut({ scope: "local" });
}

function waited(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function attempt(
  work: () => Promise<{ error: AuthError | null }>,
): Promise<Outcome<null, SignInError>> {
  try {
    const { error } = await work();
    if (error) return fail(signInErrorOf(error.status, error.code));
    reportSession("signed_in");
    return succeed(null);
  } catch {
    return fail("unreachable");
  }
}

/** The code of a refused sign-in, from Supabase Auth's status and error code. */
export function signInErrorOf(status: number | undefined, code: string | undefined): SignInError {
  if (status === 429) return "too_many";
  if (code === "disk_full") return "disk_full";
  if (code === "user_already_exists" || code === "email_exists") return "identifier_taken";
  if (code === "weak_password") return "weak_password";
  if (code === "email_address_invalid" || code === "validation_failed") return "bad_identifier";
  return status === undefined || status === 0 || status >= 500 ? "unreachable" : "wrong_credentials";
}
