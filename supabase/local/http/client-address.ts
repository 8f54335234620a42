import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** The network address a request comes from; behind one's own reverse proxy, the last one it noted. */
export function clientAddress({ trustProxy }: { readonly trustProxy: boolean }, c: Context): string {
  const noted = trustProxy ? c.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim() : undefined;
  return noted || (getConnInfo(c).remote.address ?? "unknown");
}
