import { createHash, timingSafeEqual } from "node:crypto";
import { type Context, Hono } from "hono";
import { signCommand } from "../auth/access-token.ts";
import { DatabaseError } from "../database/database.ts";
import { DISK_FULL } from "../database/disk-room.ts";
import { asOwner, type Gateway } from "../gateway.ts";
import { isFromHere } from "./client-address.ts";

/** /local/v1: what the local server has and Supabase has not. */
export function localRoutes(gateway: Gateway, key: string, backup?: () => Promise<unknown>): Hono {
  const routes = new Hono();
  routes.get("/health", async (c) => {
    await asOwner(gateway, (query) => query("select 1"), undefined, { readOnly: true });
    return c.json({ status: "ok", database: gateway.db.kind });
  });
  routes.post("/command-token", (c) => commandToken(gateway, key, c));
  routes.post("/backup", async (c) => {
    if (!isOwner(gateway, key, c, "backup")) return c.json({ error: "not_allowed" }, 403);
    return backup ? c.json(await backup()) : c.json({ error: "not_found" }, 404);
  });
  routes.onError((error, c) => {
    const code = error instanceof DatabaseError ? error.code : error.name;
    gateway.log(`local failed: ${code}`);
    return c.json({ error: code === DISK_FULL ? "disk_full" : "server_fault" }, 503);
  });
  return routes;
}

/**
 * A short-lived token of a member for the command line. The key stands in server.json, which the owner of the
 * data folder alone can read; the token says `via: command_line`, and so does the audit log. The key is of use on
 * this machine alone, so that a copy of the folder opens nothing from elsewhere.
 */
async function commandToken(gateway: Gateway, key: string, c: Context): Promise<Response> {
  if (!isOwner(gateway, key, c, "command-token")) return c.json({ error: "not_allowed" }, 403);
  const body: unknown = await c.req.json().catch(() => undefined);
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : undefined;
  if (typeof email !== "string") return c.json({ error: "bad_argument" }, 400);
  const account = await asOwner(gateway, async (query) => {
    const wanted = email.trim().toLowerCase();
    const { rows } = await query("select id, email from auth.users where email = $1", [wanted]);
    const found = rows[0];
    if (!found) return undefined;
    const claims = { sub: String(found["id"]), role: "authenticated", via: "command_line" };
    await query("select set_config('request.jwt.claims', $1, true)", [JSON.stringify(claims)]);
    await query("select audit.write('command_token_issued', $1)", [claims.sub]);
    return { id: claims.sub, email: wanted };
  });
  if (!account) return c.json({ error: "not_found" }, 404);
  const token = await signCommand(gateway.keys, account, gateway.now());
  return c.json({ token, expires_in: 600 });
}

/** Whether a request comes from this machine with the key of server.json; a refusal is logged. */
function isOwner(gateway: Gateway, key: string, c: Context, asked: string): boolean {
  const isHere = isFromHere(gateway, c);
  const isAllowed = isHere && isKey(c.req.header("x-repere-key") ?? "", key);
  if (!isAllowed) gateway.log(`local/${asked} refused: ${isHere ? "wrong_key" : "from_elsewhere"}`);
  return isAllowed;
}

function isKey(given: string, key: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(key));
}
