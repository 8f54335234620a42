import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Codes of refused calls, in Supabase Auth's words, with their status and message. */
const REFUSALS = {
  bad_json: [400, "Could not parse request body as JSON"],
  validation_failed: [400, "Unable to validate the request"],
  email_invalid: [400, "Unable to validate email address: invalid format"],
  invalid_credentials: [400, "Invalid login credentials"],
  refresh_token_not_found: [400, "Invalid Refresh Token: Refresh Token Not Found"],
  refresh_token_already_used: [400, "Invalid Refresh Token: Already Used"],
  session_expired: [400, "Invalid Refresh Token: Session Expired"],
  reauthentication_needed: [400, "Password update requires reauthentication"],
  no_authorization: [401, "This endpoint requires a valid Bearer token"],
  bad_jwt: [403, "invalid JWT: unable to parse or verify signature"],
  session_not_found: [403, "Session from session_id claim in JWT does not exist"],
  user_not_found: [403, "User from sub claim in JWT does not exist"],
  insufficient_aal_to_enroll: [403, "AAL2 required to enroll a new factor"],
  insufficient_aal_to_change: [
    401,
    "AAL2 session is required to update email or password when MFA is enabled.",
  ],
  not_found: [404, "Not found"],
  factor_id_malformed: [404, "factor_id must be an UUID"],
  mfa_factor_not_found: [404, "Factor not found"],
  signup_disabled: [422, "Signups not allowed for this instance"],
  user_already_exists: [422, "User already registered"],
  weak_password: [422, "Password should be 12 to 256 characters."],
  insufficient_aal_to_unenroll: [422, "AAL2 required to unenroll verified factor"],
  mfa_factor_name_conflict: [422, "A factor with the friendly name for this user already exists"],
  too_many_enrolled_mfa_factors: [422, "Maximum number of verified factors reached, unenroll to continue"],
  mfa_phone_enroll_not_enabled: [422, "MFA enroll is disabled for Phone"],
  mfa_webauthn_enroll_not_enabled: [422, "MFA enroll is disabled for WebAuthn"],
  challenge_not_found: [422, "MFA factor with the provided challenge ID not found"],
  mfa_ip_address_mismatch: [422, "Challenge and verify IP addresses mismatch."],
  mfa_challenge_expired: [
    422,
    "MFA challenge has expired, verify against another challenge or create a new challenge.",
  ],
  mfa_verification_failed: [422, "Invalid TOTP code entered"],
  over_request_rate_limit: [429, "Request rate limit reached"],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type Refusal = keyof typeof REFUSALS;

/** Error codes where the name of a refusal is not Supabase's. */
const CODES: Partial<Record<Refusal, string>> = {
  email_invalid: "validation_failed",
  factor_id_malformed: "validation_failed",
  challenge_not_found: "mfa_factor_not_found",
  insufficient_aal_to_enroll: "insufficient_aal",
  insufficient_aal_to_change: "insufficient_aal",
  insufficient_aal_to_unenroll: "insufficient_aal",
};

/** A call of the accounts' API that is refused; it rolls the transaction back. */
export class AuthRefused extends Error {
  readonly refusal: Refusal;
  readonly waitSeconds: number | undefined;

  constructor(refusal: Refusal, waitSeconds?: number) {
    super(refusal);
    this.refusal = refusal;
    this.waitSeconds = waitSeconds;
  }
}

/** The answer `{code, error_code, msg}` that supabase-js reads. */
export function refusedAnswer(c: Context, { refusal, waitSeconds }: AuthRefused): Response {
  const [status, msg] = REFUSALS[refusal];
  if (waitSeconds !== undefined) c.header("Retry-After", String(waitSeconds));
  const reasons = refusal === "weak_password" ? { weak_password: { reasons: ["length"] } } : {};
  return c.json({ code: status, error_code: CODES[refusal] ?? refusal, msg, ...reasons }, status);
}
