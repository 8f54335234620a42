import type { Context } from "hono";
import { AuthRefused } from "./auth-error.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "./password.ts";

export type Body = Readonly<Record<string, unknown>>;

/** The JSON object of a request. */
export async function readBody(c: Context): Promise<Body> {
  const parsed: unknown = await c.req.json().catch(() => undefined);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new AuthRefused("bad_json");
  return parsed as Body;
}

/** A text field, or a refusal. */
export function textOf(body: Body, name: string): string {
  const value = body[name];
  if (typeof value !== "string" || value === "") throw new AuthRefused("validation_failed");
  return value;
}

/** The e-mail as it is stored: the page makes one of an identifier, and no mail is ever sent. */
export function emailOf(body: Body): string {
  return textOf(body, "email").trim().toLowerCase().slice(0, 255);
}

/** Refuses what is no e-mail. */
export function requireEmail(email: string): void {
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw new AuthRefused("email_invalid");
}

/** Refuses a password that is too short to be safe or too long to be hashed. */
export function requirePassword(password: string): void {
  if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX)
    throw new AuthRefused("weak_password");
}
