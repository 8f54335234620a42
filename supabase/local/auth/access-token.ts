import { errors, jwtVerify, SignJWT } from "jose";
import { fail, type Outcome, succeed } from "../../../src/domain/outcome.ts";
import type { TokenKeys } from "./token-keys.ts";

/** How long an access token is good for, in seconds. */
export const ACCESS_SECONDS = 3600;
/** A command-line token's life, in seconds: long enough for one import or publication call. */
const COMMAND_SECONDS = 600;
/** Clocks may differ by so many seconds, as in PostgREST. */
const TOLERANCE_SECONDS = 30;

/** Claims of a token whose signature and times were checked. */
export interface Claims {
  readonly role: "anon" | "authenticated";
  readonly sub?: string;
  readonly session_id?: string;
  readonly [name: string]: unknown;
}

export type TokenFault = "expired" | "not_yet_valid" | "unknown_claims" | "unreadable";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an access token tells of its session. */
export interface TokenSession {
  readonly id: string;
  readonly startedAt: Date;
  /** When a code of the second factor was given in it, if ever. */
  readonly codeAt?: Date | undefined;
}

/** Signs the access token of a session, as Supabase Auth words it; of the methods the newest comes first. */
export function signAccess(
  keys: TokenKeys,
  account: { readonly id: string; readonly email: string },
  { id, startedAt, codeAt }: TokenSession,
  now: Date,
): Promise<string> {
  const claims = {
    role: "authenticated",
    email: account.email,
    phone: "",
    app_metadata: { provider: "email", providers: ["email"] },
    user_metadata: {},
    aal: codeAt ? "aal2" : "aal1",
    amr: [
      ...(codeAt ? [{ method: "totp", timestamp: seconds(codeAt) }] : []),
      { method: "password", timestamp: seconds(startedAt) },
    ],
    session_id: id,
    is_anonymous: false,
  };
  return sign(keys, claims, now, ACCESS_SECONDS, account.id);
}

/** Signs a token for the command line: ten minutes, no session, `via` for the audit log. */
export function signCommand(
  keys: TokenKeys,
  account: { readonly id: string; readonly email: string },
  now: Date,
): Promise<string> {
  const claims = { role: "authenticated", email: account.email, aal: "aal1", via: "command_line" };
  return sign(keys, claims, now, COMMAND_SECONDS, account.id);
}

/** The public key of the page: a token of the role `anon`, the same at each start of a folder. */
export function signAnonymous(keys: TokenKeys, since: Date): Promise<string> {
  const tenYears = 10 * 365 * 86_400;
  return new SignJWT({ role: "anon" })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("repere")
    .setIssuedAt(seconds(since))
    .setExpirationTime(seconds(since) + tenYears)
    .sign(keys.access);
}

/** Checks a token's signature (HS256 alone), times and role. */
export async function verifyAccess(
  keys: TokenKeys,
  token: string,
  now: Date,
): Promise<Outcome<Claims, TokenFault>> {
  try {
    const { payload } = await jwtVerify(token, keys.access, {
      algorithms: ["HS256"],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: now,
      requiredClaims: ["exp"],
    });
    return knownClaims(payload);
  } catch (error) {
    return fail(faultOf(error));
  }
}

function knownClaims(payload: Readonly<Record<string, unknown>>): Outcome<Claims, TokenFault> {
  const { role, sub } = payload;
  if (role === "anon") return succeed({ ...payload, role });
  const isPerson = role === "authenticated" && payload["aud"] === "authenticated";
  const session = payload["session_id"];
  const isKnown = session === undefined || (typeof session === "string" && UUID.test(session));
  return isPerson && isKnown && typeof sub === "string" && UUID.test(sub)
    ? succeed({ ...payload, role, sub })
    : fail("unknown_claims");
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return "expired";
  if (!(error instanceof errors.JWTClaimValidationFailed)) return "unreadable";
  return error.claim === "nbf" ? "not_yet_valid" : "unknown_claims";
}

function sign(
  keys: TokenKeys,
  claims: Readonly<Record<string, unknown>>,
  now: Date,
  lifeSeconds: number,
  subject: string,
): Promise<string> {
  return new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuer("repere")
    .setAudience("authenticated")
    .setSubject(subject)
    .setIssuedAt(seconds(now))
    .setExpirationTime(seconds(now) + lifeSeconds)
    .sign(keys.access);
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}
