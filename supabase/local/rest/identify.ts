import type { Context } from "hono";
import { type Claims, type TokenFault, verifyAccess } from "../auth/access-token.ts";
import type { Gateway } from "../gateway.ts";
import { bearerOf } from "../http/bearer.ts";
import { RestRefused } from "./rest-error.ts";

const FAULTS: Readonly<Record<TokenFault, readonly [code: string, message: string]>> = {
  unreadable: ["PGRST301", "JWT could not be decoded or its signature is not valid"],
  expired: ["PGRST303", "JWT expired"],
  not_yet_valid: ["PGRST303", "JWT not yet valid"],
  unknown_claims: ["PGRST303", "JWT claims are not valid"],
};

/** Claims of the request's token; `anon` without one. */
export async function identify(gateway: Gateway, c: Context): Promise<Claims> {
  const token = bearerOf(c);
  if (token === undefined) return { role: "anon" };
  const verified = await verifyAccess(gateway.keys, token, gateway.now());
  if (verified.ok) return verified.value;
  const [code, message] = FAULTS[verified.error];
  c.header("WWW-Authenticate", `Bearer error="invalid_token", error_description="${message}"`);
  throw new RestRefused(401, code, message);
}
