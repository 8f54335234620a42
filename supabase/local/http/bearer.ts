import type { Context } from "hono";

/** The token of `Authorization: Bearer …`, or undefined. */
export function bearerOf(c: Context): string | undefined {
  return /^bearer +(\S+)$/i.exec(c.req.header("Authorization")?.trim() ?? "")?.[1];
}
