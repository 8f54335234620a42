import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** The secrets of a data folder. They live outside it, so that a copy of the folder holds none. */
export interface Secrets {
  /** HMAC key of the release pipeline, 64 hex digits; undefined when its file is gone. */
  readonly release: string | undefined;
  /** Signs and derives everything of the accounts. */
  readonly accounts: Uint8Array;
  /** The accounts' key was gone and is new: every session has ended. */
  readonly accountsRenewed: boolean;
}

const HEX = /^[0-9a-f]{64}$/;

/** Where the secrets of a folder are. */
export function secretsFolder(id: string, env: NodeJS.ProcessEnv = process.env): string {
  const config = env["XDG_CONFIG_HOME"] || join(homedir(), ".config");
  return join(env["REPERE_SECRETS"] || join(config, "repere"), id);
}

/**
 * Reads the secrets; a new folder gets them. The release key of an existing folder is never made again: what
 * was published with the old one would no longer agree with what comes. A lost accounts' key costs everybody
 * their session and nothing else, so it is replaced, and the caller says so.
 */
export function readSecrets(where: string, isNew: boolean): Secrets {
  if (isNew && !existsSync(join(where, "release.key"))) create(where, "release.key");
  const accounts = read(where, "jwt.key");
  return {
    release: read(where, "release.key"),
    accounts: Buffer.from(accounts ?? create(where, "jwt.key"), "hex"),
    accountsRenewed: accounts === undefined && !isNew,
  };
}

function read(where: string, name: string): string | undefined {
  const file = join(where, name);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, "utf8").trim();
  return HEX.test(text) ? text : undefined;
}

function create(where: string, name: string): string {
  mkdirSync(where, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString("hex");
  writeFileSync(join(where, name), `${secret}\n`, { mode: 0o600, flag: name === "jwt.key" ? "w" : "wx" });
  return secret;
}
