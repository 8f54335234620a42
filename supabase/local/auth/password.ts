import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Shortest password that is accepted, as in src/data/session.ts; the longest bounds the work. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/**
 * Parameters of new hashes: 32 MB and about 0.2 s on one core. OWASP's Password Storage Cheat Sheet lists
 * N = 2¹⁵, r = 8, p = 3 as equal to its first choice in strength, with a quarter of its memory.
 */
const COST = { log2N: 15, r: 8, p: 3 } as const;
const KEY_BYTES = 32;

interface Cost {
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

/** Hashes a password with a salt of its own; runs off the main thread. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, COST);
  return ["scrypt", COST.log2N, COST.r, COST.p, salt.toString("base64url"), key.toString("base64url")].join(
    "$",
  );
}

/** Whether a password has this hash. An unknown account (no hash) costs the same time and is never right. */
export async function isPassword(hash: string | undefined, password: string): Promise<boolean> {
  const known = hash === undefined ? undefined : parse(hash);
  const { salt, key, cost } = known ?? { salt: Buffer.alloc(16), key: Buffer.alloc(KEY_BYTES), cost: COST };
  const given = await derive(password.slice(0, PASSWORD_MAX + 1), salt, cost);
  return timingSafeEqual(given, key) && known !== undefined;
}

function parse(hash: string): { salt: Buffer; key: Buffer; cost: Cost } {
  const [name, log2N, r, p, salt, key] = hash.split("$");
  if (name !== "scrypt" || !salt || !key) throw new Error("a password is stored in an unknown form");
  return {
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
    cost: { log2N: Number(log2N), r: Number(r), p: Number(p) },
  };
}

/** NFKC, as NIST SP 800-63B asks: the same letters typed on another keyboard are the same password. */
function derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** log2N;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
