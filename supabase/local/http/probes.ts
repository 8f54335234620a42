import { type Context, Hono } from "hono";
import { DatabaseError } from "../database/database.ts";
import { DISK_FULL } from "../database/disk-room.ts";
import { asOwner, type Gateway } from "../gateway.ts";

/** Longer than a busy database takes to say 1. */
const LIMIT_MS = 5000;

/**
 * For whoever watches over the process. `/healthz`: it runs (also while it starts, see listen.ts), so it need not be
 * started again. `/readyz`: its database answers, so requests may be sent to it. Neither says more than a word.
 */
export function probes(gateway: Gateway): Hono {
  const routes = new Hono();
  routes.get("/healthz", (c) => c.json({ status: "ok" }));
  routes.get("/readyz", (c) => readiness(gateway, c));
  return routes;
}

async function readiness(gateway: Gateway, c: Context): Promise<Response> {
  try {
    await within(asOwner(gateway, (query) => query("select 1"), undefined, { readOnly: true }));
    return c.json({ status: "ready" });
  } catch (error) {
    const code = error instanceof DatabaseError ? error.code : "";
    c.header("Retry-After", "5");
    return c.json({ status: code === DISK_FULL ? "disk_full" : "database_unreachable" }, 503);
  }
}

/** PGlite answers one after another: an import under way is a reason to wait, not to give up at once. */
async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DatabaseError("time_limit_passed", "57014")), LIMIT_MS);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
