import type { AuthError } from "@supabase/supabase-js";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { openClient } from "./client.ts";
import { reportEndedSession } from "./session-events.ts";

const FACTOR_ERRORS = ["wrong_code", "too_many", "unreachable", "session_over", "factor_refused"] as const;
export type FactorError = (typeof FACTOR_ERRORS)[number];

/** An authenticator app that waits for its first code. */
export interface NewFactor {
  readonly id: string;
  /** Base 32, to be typed where the QR code cannot be read. */
  readonly secret: string;
  /** What the QR code holds. */
  readonly uri: string;
}

/** The account's confirmed authenticator app, or null while there is none. */
export function confirmedFactor(): Promise<Outcome<string | null, FactorError>> {
  return attempt(async () => {
    const client = await openClient();
    const { data, error } = await client.auth.mfa.listFactors();
    return error ? { error } : { value: data.totp[0]?.id ?? null };
  });
}

/** Begins with a new app; earlier ones that were never confirmed go. */
export function enrolFactor(): Promise<Outcome<NewFactor, FactorError>> {
  return attempt(async () => {
    const { mfa } = (await openClient()).auth;
    const listed = await mfa.listFactors();
    if (listed.error) return { error: listed.error };
    for (const { id, status } of listed.data.all) {
      if (status === "unverified") await mfa.unenroll({ factorId: id });
    }
    const { data, error } = await mfa.enroll({ factorType: "totp", friendlyName: "app", issuer: "Repère" });
    return error ? { error } : { value: { id: data.id, secret: data.totp.secret, uri: data.totp.uri } };
  });
}

/** Gives the six digits that the app shows; spaces do not matter. The session then has a fresh code. */
export function giveCode(factor: string, typed: string): Promise<Outcome<null, FactorError>> {
  return attempt(async () => {
    const client = await openClient();
    const code = typed.replaceAll(/\s/g, "");
    const { error } = await client.auth.mfa.challengeAndVerify({ factorId: factor, code });
    return error ? { error } : { value: null };
  });
}

async function attempt<Value>(
  work: () => Promise<{ readonly value: Value } | { readonly error: AuthError }>,
): Promise<Outcome<Value, FactorError>> {
  try {
    const done = await work();
    if ("value" in done) return succeed(done.value);
    const error = factorErrorOf(done.error.status, done.error.code);
    if (error === "session_over") reportEndedSession();
    return fail(error);
  } catch {
    return fail("unreachable");
  }
}

/** The code of a refusal, from Supabase Auth's status and error code. */
function factorErrorOf(status: number | undefined, code: string | undefined): FactorError {
  if (status === 429) return "too_many";
  // supabase-js words a session that is gone as a 400 without a code.
  if (status === 401 || status === 403 || (status === 400 && code === undefined)) return "session_over";
  if (status === undefined || status === 0 || status >= 500) return "unreachable";
  return code === "mfa_verification_failed" || code === "validation_failed" ? "wrong_code" : "factor_refused";
}
