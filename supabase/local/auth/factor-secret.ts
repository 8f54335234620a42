import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { TokenKeys } from "./token-keys.ts";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Names the key that sealed a secret, without telling anything of it. */
export function factorKeyId({ factors }: TokenKeys): string {
  return createHash("sha256").update("repere factor key id").update(factors).digest("base64url").slice(0, 12);
}

/**
 * Seals the secret of an authenticator app for the database: AES-256-GCM (NIST SP 800-38D) with a random nonce,
 * bound to its factor, so that a row moved under another factor cannot be opened.
 */
export function sealSecret(keys: TokenKeys, factor: string, secret: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keys.factors, nonce).setAAD(Buffer.from(factor));
  const sealed = Buffer.concat([cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return ["v1", factorKeyId(keys), nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/**
 * Opens a sealed secret.
 *
 * @throws Error where it was sealed with another key, for another factor, or changed.
 */
export function openSecret(keys: TokenKeys, factor: string, stored: string): string {
  const [version, keyId, nonce, sealed] = stored.split(".");
  if (version !== "v1" || keyId !== factorKeyId(keys) || !nonce || !sealed) {
    throw new Error("the secret of a factor was sealed with another key");
  }
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keys.factors, Buffer.from(nonce, "base64url"))
    .setAAD(Buffer.from(factor))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString("utf8");
}
