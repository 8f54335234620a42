import { createHmac, hkdfSync } from "node:crypto";

/** Keys derived from the one secret of the accounts (jwt.key): none says anything about another. */
export interface TokenKeys {
  /** Signs access tokens (HS256). */
  readonly access: Uint8Array;
  /** Derives each refresh token from the one it replaces. */
  readonly refresh: Uint8Array;
  /** Hides accounts and addresses in the table of failed tries. */
  readonly attempts: Uint8Array;
  /** Seals the secrets of authenticator apps. */
  readonly factors: Uint8Array;
}

/** The keys of a server whose secret is these 32 bytes (HKDF-SHA256, RFC 5869). */
export function tokenKeys(secret: Uint8Array): TokenKeys {
  const derive = (use: string) =>
    new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(), `repere ${use}`, 32));
  return {
    access: derive("access"),
    refresh: derive("refresh"),
    attempts: derive("attempts"),
    factors: derive("factors"),
  };
}

/** HMAC-SHA256 of a text. */
export function keyedHash(key: Uint8Array, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}
