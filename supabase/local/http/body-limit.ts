import type { Context, MiddlewareHandler } from "hono";

/**
 * Refuses bodies over a size in bytes. Hono's own limit copies a request of the Node adapter with `new Request(…)`,
 * which fails for every body that comes in pieces (`Transfer-Encoding: chunked`) and for a DELETE.
 */
export function bodyLimit(maxBytes: number, refuse: (c: Context) => Response): MiddlewareHandler {
  return async (c, next) => {
    const { method, url } = c.req;
    if (method === "GET" || method === "HEAD") return next();
    if (!c.req.header("Transfer-Encoding")) {
      // Node reads no more than was announced.
      return Number(c.req.header("Content-Length") ?? 0) > maxBytes ? refuse(c) : next();
    }
    const body = await readUpTo(c.req.raw.body, maxBytes);
    if (!body) return refuse(c);
    c.req.raw = new Request(url, { method, headers: c.req.raw.headers, body });
    return next();
  };
}

/** The bytes of a stream, or undefined where there are more. */
async function readUpTo(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.length;
    if (size > maxBytes) return undefined;
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}
