import type { Context } from "hono";
import type { Query } from "../database/database.ts";
import { asOwner, type Gateway } from "../gateway.ts";
import { userOf } from "./answers.ts";
import { AuthRefused } from "./auth-error.ts";
import { callerOf, personOf } from "./caller.ts";
import { type Body, requirePassword } from "./credentials.ts";
import { hashPassword } from "./password.ts";
import { endSessions, SIGN_OUT_SCOPES } from "./sessions.ts";

/** Hours after its sign-in in which a session may change the password, as Supabase's secure change has it. */
const FRESH_HOURS = 24;

/** GET /user. */
export async function showUser(gateway: Gateway, c: Context): Promise<Response> {
  const { id } = await callerOf(gateway, c);
  return c.json(await asOwner(gateway, (query) => userOf(query, id)));
}

/** PUT /user: a new password, which ends the account's other sessions. Nothing else can be changed. */
export async function changeUser(gateway: Gateway, c: Context, body: Body): Promise<Response> {
  const { id, session, claims } = await personOf(gateway, c);
  const password = newPasswordOf(body);
  const hash = await hashPassword(password);
  const changed = await asOwner(
    gateway,
    async (query) => {
      await requireFresh(query, session.id, gateway.now());
      if (session.level === "aal1") await requireNoFactor(query, id);
      await query("update auth.users set password = $2, updated_at = $3 where id = $1", [
        id,
        hash,
        gateway.now().toISOString(),
      ]);
      await endSessions(query, { account: id, session: session.id, scope: "others" });
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
  const { id, session, claims } = await personOf(gateway, c);
  await asOwner(
    gateway,
    async (query) => {
      await endSessions(query, { account: id, session: session.id, scope });
      await query("select audit.write('signed_out', $1)", [session.id]);
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

/** Who has an authenticator app changes the password with its code alone, as in Supabase Auth. */
async function requireNoFactor(query: Query, account: string): Promise<void> {
  const { rows } = await query("select from auth.mfa_factors where user_id = $1 and status = 'verified'", [
    account,
  ]);
  if (rows.length > 0) throw new AuthRefused("insufficient_aal_to_change");
}
