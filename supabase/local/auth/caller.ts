import type { Context } from "hono";
import { asOwner, type Gateway } from "../gateway.ts";
import { bearerOf } from "../http/bearer.ts";
import { type Claims, verifyAccess } from "./access-token.ts";
import { AuthRefused } from "./auth-error.ts";
import { levelOf } from "./sessions.ts";

/** Who calls the accounts' API. */
export interface Caller {
  readonly id: string;
  readonly claims: Claims;
  /** Absent for a token of the command line. */
  readonly session: OpenSession | undefined;
}

export interface OpenSession {
  readonly id: string;
  /** The level it has now; a token may be older. */
  readonly level: "aal1" | "aal2";
}

/** Who calls, by the bearer token; a session that was ended is refused. */
export async function callerOf(gateway: Gateway, c: Context): Promise<Caller> {
  const token = bearerOf(c);
  if (token === undefined) throw new AuthRefused("no_authorization");
  const verified = await verifyAccess(gateway.keys, token, gateway.now());
  if (!verified.ok || verified.value.sub === undefined) throw new AuthRefused("bad_jwt");
  const { sub: id, session_id: session } = verified.value;
  if (session === undefined) return { id, claims: verified.value, session };
  const level = await asOwner(gateway, (query) => levelOf(query, session, id, gateway.now()));
  if (!level) throw new AuthRefused("session_not_found");
  return { id, claims: verified.value, session: { id: session, level } };
}

/** The same, for what only a person at a device does: the command line has no session. */
export async function personOf(
  gateway: Gateway,
  c: Context,
): Promise<Caller & { readonly session: OpenSession }> {
  const { session, ...caller } = await callerOf(gateway, c);
  if (!session) throw new AuthRefused("session_not_found");
  return { ...caller, session };
}
