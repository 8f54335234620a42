import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { BackupError } from "./backup-error.ts";

/** The secrets that a data folder has outside it: of releases, of accounts, and of its backups. */
const NAMES = ["release.key", "jwt.key", "backup.key"] as const;
type KeyName = (typeof NAMES)[number];

/** What a file of keys holds, sealed with a passphrase. */
export interface KeySet {
  readonly repere: "keys";
  readonly folder: string;
  readonly keys: Readonly<Partial<Record<KeyName, string>>>;
}

const IDENTITY = /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/;
const SAVED = "keys-saved";
const SHORTEST_PASSPHRASE = 12;

/**
 * Who can open the backups: the recipients of REPERE_BACKUP_RECIPIENT (`age1…`, several with commas), whose keys this
 * machine need not have, else the folder's own key, made at its first backup and never again.
 *
 * @throws BackupError `bad_recipient`.
 */
export async function recipientsOf(where: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const given = (env["REPERE_BACKUP_RECIPIENT"] ?? "").split(",").map((word) => word.trim());
  const named = given.filter((word) => word !== "");
  for (const word of named) if (!isRecipient(word)) throw new BackupError("bad_recipient");
  if (named.length > 0) return named;
  return [await identityToRecipient(ownIdentity(where) ?? (await makeIdentity(where)))];
}

function isRecipient(word: string): boolean {
  try {
    new Encrypter().addRecipient(word);
    return true;
  } catch {
    return false;
  }
}

/** The folder's own key for its backups, where there is one. */
export function ownIdentity(where: string): string | undefined {
  return readIdentity(join(where, "backup.key"));
}

/** The key in a file, as `age-keygen` writes it too (lines with # are remarks). */
export function readIdentity(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  return readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .find((line) => IDENTITY.test(line));
}

async function makeIdentity(where: string): Promise<string> {
  const identity = await generateX25519Identity();
  mkdirSync(where, { recursive: true, mode: 0o700 });
  writeFileSync(join(where, "backup.key"), `${identity}\n`, { mode: 0o600, flag: "wx" });
  return identity;
}

function keysIn(where: string): KeySet["keys"] {
  const found = NAMES.filter((name) => existsSync(join(where, name)));
  return Object.fromEntries(found.map((name) => [name, readFileSync(join(where, name), "utf8").trim()]));
}

function fingerprint(keys: KeySet["keys"]): string {
  const texts = NAMES.map((name) => keys[name] ?? "");
  return createHash("sha256")
    .update(`repere keys saved\n${texts.join("\n")}`)
    .digest("hex")
    .slice(0, 16);
}

/** Whether these very keys were once written into a file of keys: until then they are on this disk alone. */
export function areKeysSaved(where: string): boolean {
  const file = join(where, SAVED);
  return existsSync(file) && readFileSync(file, "utf8").trim() === fingerprint(keysIn(where));
}

/** Writes every secret of a folder into one file that a passphrase opens (age, scrypt); it is to be kept elsewhere. */
export async function saveKeys(
  file: string,
  folder: string,
  where: string,
  passphrase: string,
): Promise<string[]> {
  if (passphrase.length < SHORTEST_PASSPHRASE) throw new BackupError("short_passphrase");
  const keys = keysIn(where);
  const age = new Encrypter();
  age.setPassphrase(passphrase);
  const sealed = await age.encrypt(JSON.stringify({ repere: "keys", folder, keys } satisfies KeySet));
  writeFileSync(file, armor.encode(sealed), { mode: 0o600, flag: "wx" });
  writeFileSync(join(where, SAVED), `${fingerprint(keys)}\n`, { mode: 0o600 });
  return Object.keys(keys);
}

/**
 * Opens a file of keys.
 *
 * @throws BackupError `no_file`, `wrong_passphrase` or `not_a_backup`.
 */
export async function openKeys(file: string, passphrase: string): Promise<KeySet> {
  if (!existsSync(file)) throw new BackupError("no_file", file);
  const age = new Decrypter();
  age.addPassphrase(passphrase);
  const text = await sealedText(file, age);
  const set = JSON.parse(text) as Partial<KeySet>;
  if (set.repere !== "keys" || !set.folder || !set.keys) throw new BackupError("not_a_backup", file);
  return { repere: "keys", folder: set.folder, keys: set.keys };
}

async function sealedText(file: string, age: Decrypter): Promise<string> {
  let sealed: Uint8Array;
  try {
    sealed = armor.decode(readFileSync(file, "utf8"));
  } catch {
    throw new BackupError("not_a_backup", file);
  }
  try {
    return await age.decrypt(sealed, "text");
  } catch {
    throw new BackupError("wrong_passphrase", file);
  }
}

/**
 * Puts keys where a folder's secrets are. One that is there already stays, and has to be the same.
 *
 * @throws BackupError `other_keys`: nothing was written then.
 */
export function putKeys(where: string, { keys }: KeySet): void {
  const there = keysIn(where);
  const missing = NAMES.filter((name) => keys[name] !== undefined && there[name] === undefined);
  const others = NAMES.filter((name) => there[name] !== undefined && keys[name] !== there[name]);
  if (others.length > 0) throw new BackupError("other_keys", others.join(", "));
  mkdirSync(where, { recursive: true, mode: 0o700 });
  for (const name of missing) {
    writeFileSync(join(where, name), `${keys[name]}\n`, { mode: 0o600, flag: "wx" });
  }
}
