import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { Context } from "hono";
import type { StatusCode } from "hono/utils/http-status";

const gzipped = promisify(gzip);

/** Below this size, in bytes, an answer fits a packet or two and packing does not pay. */
const PACK_FROM = 1400;

/** Whether the client reads gzip. */
export function readsGzip(c: Context): boolean {
  return /(?:^|,)\s*gzip\s*(?:,|$|;(?!\s*q=0(?:\.0*)?\s*(?:,|$)))/i.test(
    c.req.header("Accept-Encoding") ?? "",
  );
}

/** An answer of JSON text, packed where it pays and kept by nobody. */
export async function jsonAnswer(c: Context, status: number, json: string): Promise<Response> {
  c.status(status as StatusCode);
  c.header("Content-Type", "application/json; charset=utf-8");
  c.header("Cache-Control", "private, no-store");
  c.header("Vary", "Accept-Encoding");
  if (json.length < PACK_FROM || !readsGzip(c)) return c.body(json);
  c.header("Content-Encoding", "gzip");
  return c.body(new Uint8Array(await gzipped(json)));
}
