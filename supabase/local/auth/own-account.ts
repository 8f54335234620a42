import type { Context } from "hono";
import type { Query } from "../database/database.ts";
import { asOwner, type Gateway } from "../gateway.ts";
import { bearerOf } from "../http/bearer.ts";
import { type Claims, verifyAccess } from "./access-token.ts";
import { userOf } from "./answers.ts";
import { AuthRefused } from "./auth-error.ts";
import { type Body, requirePassword } from "./credentials.ts";
import { hashPassword } from "./password.ts";
import { endSessions, isOpen, SIGN_OUT_SCOPES } from "./sessions.ts";

/** Hours after its sign-in in which a session may change the password, as Supabase's secure change has it. */
const FRESH_HOURS = 24;

interface Caller {
  readonly id: string;
  readonly claims: Claims;
  /** Absent for a token of the command line. */
  readonly session: string | undefined;
}

/** Who calls, by the bearer token; a session that was ended is refused. */
async function callerOf(gateway: Gateway, c: Context): Promise<Caller> {
  const token = bearerOf(c);
  if (token === undefined) throw new AuthRefused("no_authorization");
  const verified = await verifyAccess(gateway.keys, token, gateway.now());
  if (!verified.ok || verified.value.sub === undefined) throw new AuthRefused("bad_jwt");
  const { sub, session_id: session } = verified.value;
  const open =
    session === undefined || (await asOwner(gateway, (query) => isOpen(query, session, sub, gateway.now())));
  if (!open) throw new AuthRefused("session_not_found");
  return { id: sub, claims: verified.value, session };
}

/** GET /user. */
export async function showUser(gateway: Gateway, c: Context): Promise<Response> {
  const { id } = await callerOf(gateway, c);
  return c.json(await asOwner(gateway, (query) => userOf(query, id)));
}

/** PUT /user: a new password, which ends the account's other sessions. Nothing else can be changed. */
export async function changeUser(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const { id, session, claims } = await callerOf(gateway, c);
  if (session === undefined) throw new AuthRefused("session_not_found");
  const password = newPasswordOf(body);
  const hash = await hashPassword(password);
  const changed = await asOwner(
    gateway,
    async (query) => {
      await requireFresh(query, session, gateway.now());
      await query("update auth.users set password = $2, updated_at = $3 where id = $1", [
        id,
        hash,
        gateway.now().toISOString(),
      ]);
      await endSessions(query, { account: id, session, scope: "others" }, gateway.now());
      await query("select audit.write('password_changed', $1)", [id]);
      return userOf(query, id);
    },
    claims,
  );
  return c.json(changed);
}

/** POST /logout?scope=global|local|others. */
export async function signOut(gateway: Gateway, c: Context): Promise<Response> {
  const scope = SIGN_OUT_SCOPES.find((each) => each === (c.req.query("scope") ?? "global"));
  if (!scope) throw new AuthRefused("validation_failed");
  const { id, session, claims } = await callerOf(gateway, c);
  if (session === undefined) throw new AuthRefused("session_not_found");
  await asOwner(
    gateway,
    async (query) => {
      await endSessions(query, { account: id, session, scope }, gateway.now());
      await query("select audit.write('signed_out', $1)", [session]);
    },
    claims,
  );
  return c.body(null, 204);
}

/** The one field that may change; supabase-js adds an empty code challenge. */
function newPasswordOf({ password, ...others }: Body): string {
  const asksForMore = Object.values(others).some((value) => value !== null && value !== undefined);
  if (typeof password !== "string" || asksForMore) throw new AuthRefused("validation_failed");
  requirePassword(password);
  return password;
}

async function requireFresh(query: Query, session: string, now: Date): Promise<void> {
  const { rows } = await query(
    "select from auth.sessions where id = $1 and created_at > $2::timestamptz - make_interval(hours => $3)",
    [session, now.toISOString(), FRESH_HOURS],
  );
  if (rows.length === 0) throw new AuthRefused("reauthentication_needed");
}
