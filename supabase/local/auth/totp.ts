import { Secret, TOTP } from "otpauth";

/** As Supabase Auth: six digits of HMAC-SHA-1, 30 seconds, and one step of 30 seconds to either side. */
const PERIOD_SECONDS = 30;
const WINDOW = 1;
/** RFC 4226, section 4: 160 bits are recommended. */
const SECRET_BYTES = 20;

/** A new secret in base 32, as authenticator apps take it. */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The address that an authenticator app reads from a QR code. */
export function uriOf(secret: string, issuer: string, label: string): string {
  return generator(secret, issuer, label).toString();
}

/**
 * The step (number of 30 seconds since 1970) whose code this is, or undefined. Steps up to `after` are past: a code
 * is good once (RFC 6238, section 5.2).
 */
export function stepOf(
  code: string,
  secret: string,
  now: Date,
  after: number | undefined,
): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const timestamp = now.getTime();
  const totp = generator(secret);
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return undefined;
  const step = totp.counter({ timestamp }) + delta;
  return after === undefined || step > after ? step : undefined;
}

function generator(secret: string, issuer = "", label = ""): TOTP {
  return new TOTP({ issuer, label, secret, algorithm: "SHA1", digits: 6, period: PERIOD_SECONDS });
}
