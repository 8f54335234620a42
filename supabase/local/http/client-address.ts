import { networkInterfaces } from "node:os";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** The network address a request comes from; behind one's own reverse proxy, the last one it noted. */
export function clientAddress({ trustProxy }: { readonly trustProxy: boolean }, c: Context): string {
  const noted = trustProxy ? c.req.header("X-Forwarded-For")?.split(",").at(-1)?.trim() : undefined;
  return noted || (getConnInfo(c).remote.address ?? "unknown");
}

/** Whether a request comes from this very machine: from the loopback, or from an address of its own. */
export function isFromHere(proxy: { readonly trustProxy: boolean }, c: Context): boolean {
  const address = clientAddress(proxy, c).replace(/^::ffff:/i, "");
  return Object.values(networkInterfaces()).some((each) => each?.some((own) => own.address === address));
}
