/** `npm run backup`: one encrypted backup, read back and compared; or the keys, into a file of their own. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ownerAddresses } from "../database/addresses.ts";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import type { FolderFacts } from "../folder/folder.ts";
import { lockFolder } from "../folder/lock.ts";
import { secretsFolder } from "../folder/secrets.ts";
import { BackupError } from "./backup-error.ts";
import { comparison, knownFolder, passphrase, runCommand, say } from "./command.ts";
import { Journal } from "./journal.ts";
import { areKeysSaved, ownIdentity, readIdentity, recipientsOf, saveKeys } from "./keys.ts";
import { backupsFolder, type MadeBackup, makeBackup } from "./make.ts";
import { type Restored, verify } from "./restore-into.ts";
import { told } from "./words.ts";

const HELP = `npm run backup -- [--data DIR] [--keys FILE] [--verify FILE] [--json]

Makes an encrypted backup (age) of a data folder, or of the PostgreSQL of DATABASE_URL, then restores it into a scratch
database in memory and compares rows and checksums of every table. Backups are kept 30 days in DIR/backups (REPERE_BACKUPS).
  --keys FILE             writes the secrets (releases, accounts, backups) into FILE, sealed with a passphrase
  --passphrase-file FILE  its first line is the passphrase; else it is asked for
  --verify FILE           only reads a backup back
  --identity FILE         age key for reading back, where this machine's folder has none
  --no-verify             does not read back
`;

interface Answer {
  readonly made?: MadeBackup;
  readonly verified?: Restored["tables"];
  readonly keys?: readonly string[];
}

function options() {
  try {
    return parseArgs({
      options: {
        data: { type: "string", default: ".repere" },
        keys: { type: "string" },
        "passphrase-file": { type: "string" },
        verify: { type: "string" },
        identity: { type: "string" },
        "no-verify": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (error) {
    throw new BackupError("bad_option", error instanceof Error ? error.message : "");
  }
}

type Options = ReturnType<typeof options>;

async function run(given: Options): Promise<Answer> {
  const folder = resolve(given.data);
  const facts = knownFolder(folder);
  const secrets = secretsFolder(facts.id);
  if (given.keys !== undefined) {
    // The key of the backups is among them, also before the first backup.
    await recipientsOf(secrets, process.env);
    const words = await passphrase(given["passphrase-file"], true);
    return { keys: await saveKeys(resolve(given.keys), facts.id, secrets, words) };
  }
  const identity =
    given.identity === undefined ? ownIdentity(secrets) : readIdentity(resolve(given.identity));
  if (given.identity !== undefined && !identity) throw new BackupError("no_identity", given.identity);
  if (given.verify !== undefined) {
    if (!identity) throw new BackupError("no_identity");
    return { verified: (await verify(resolve(given.verify), identity)).tables };
  }
  const made = await make(folder, facts, secrets);
  const isVerified = identity !== undefined && !given["no-verify"];
  return { made, ...(isVerified ? { verified: (await verify(made.file, identity)).tables } : {}) };
}

async function make(folder: string, facts: FolderFacts, secrets: string): Promise<MadeBackup> {
  const server = process.env["DATABASE_URL"] ? undefined : await fromServer(folder);
  if (server) return server;
  const recipients = await recipientsOf(secrets, process.env);
  const backups = backupsFolder(folder, process.env);
  const { db, close } = await open(folder);
  try {
    return await makeBackup(db, facts, { backups, recipients, journal: new Journal(backups) });
  } finally {
    await close();
  }
}

/** An own PostgreSQL is read beside its server; the folder's database by whoever holds the folder. */
async function open(folder: string): Promise<{ db: Database; close: () => Promise<void> }> {
  const postgres = ownerAddresses(process.env);
  if (postgres) {
    const db = await openDatabase(postgres);
    return { db, close: () => db.close() };
  }
  const lock = await lockFolder(folder, { onLost: () => process.exit(1) });
  try {
    const db = await openDatabase({ dataDir: join(folder, "pg") });
    return { db, close: () => db.close().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The backup that the running server of a folder makes; undefined where none runs. */
async function fromServer(folder: string): Promise<MadeBackup | undefined> {
  let server: { url: string; key: string };
  try {
    server = JSON.parse(readFileSync(join(folder, "server.json"), "utf8"));
  } catch {
    return undefined;
  }
  const headers = { "x-repere-key": server.key };
  const answer = await fetch(new URL("/local/v1/backup", server.url), { method: "POST", headers }).catch(
    () => undefined,
  );
  if (!answer) return undefined;
  if (!answer.ok) throw new BackupError("server_refused", String(answer.status));
  return (await answer.json()) as MadeBackup;
}

function lines({ made, verified, keys }: Answer): string[] {
  if (keys) return [told("keys_saved"), ...keys];
  const size = made ? `${made.file} (${Math.ceil(made.bytes / 1024)} kB)` : "";
  return [
    ...(made ? [told("made", size)] : []),
    ...(verified ? [...comparison(verified), told("verified")] : [told("not_verified")]),
  ];
}

const json = process.argv.includes("--json");
await runCommand<Answer | undefined>(
  json,
  async () => {
    const given = options();
    if (given.help) return undefined;
    const answer = await run(given);
    const secrets = secretsFolder(knownFolder(resolve(given.data)).id);
    if (answer.made && !areKeysSaved(secrets)) say(told("keys_here_only"));
    return answer;
  },
  (answer) => (answer ? lines(answer) : [HELP]),
);
