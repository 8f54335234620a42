/** `npm run restore`: a backup into a data folder or a PostgreSQL, checked, with erasures done again. */
import { existsSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { ownerAddresses } from "../database/addresses.ts";
import type { Database } from "../database/database.ts";
import { openDatabase } from "../database/open.ts";
import { makeFolder, makePrivateFolder, readFolder, writeFolder } from "../folder/folder.ts";
import { lockFolder } from "../folder/lock.ts";
import { secretsFolder } from "../folder/secrets.ts";
import { BackupError } from "./backup-error.ts";
import { comparison, passphrase, runCommand, say } from "./command.ts";
import type { BackupHeader } from "./dump.ts";
import { erasuresFor } from "./erasure-lists.ts";
import { type Erasure, Journal } from "./journal.ts";
import { type KeySet, openKeys, ownIdentity, putKeys, readIdentity } from "./keys.ts";
import { backupsFolder } from "./make.ts";
import { restoreHosted } from "./restore-hosted.ts";
import { headerOf, organisationsIn, type Restored, restoreInto } from "./restore-into.ts";
import { told } from "./words.ts";

const HELP = `npm run restore -- FILE [--data DIR] [--keys FILE | --identity FILE] [--replace] [--json]

Restores a backup into a data folder, or into the PostgreSQL of DATABASE_URL, whole or not at all; rows and checksums of
every table are compared with the backup, and what was erased since is erased again. Stop the server first.
  --keys FILE             the file of "npm run backup -- --keys": also puts the secrets back
  --passphrase-file FILE  its first line is the passphrase; else it is asked for
  --identity FILE         age key, where the backup was made for another recipient
  --journal FILE          list of erasures; else erasures.jsonl beside the backup or in the folder of backups
  --without-journal       where that list is lost: what was erased since the backup comes back
  --hosted                DATABASE_URL is a Supabase project's database of the same version: everything but the accounts
  --replace               puts the backup in the place of what is there
`;

function options() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        data: { type: "string", default: ".repere" },
        keys: { type: "string" },
        "passphrase-file": { type: "string" },
        identity: { type: "string" },
        journal: { type: "string" },
        "without-journal": { type: "boolean", default: false },
        hosted: { type: "boolean", default: false },
        replace: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new BackupError("bad_option", error instanceof Error ? error.message : "");
  }
}

type Given = ReturnType<typeof options>["values"];

async function run(file: string, given: Given): Promise<Restored> {
  const folder = resolve(given.data);
  const keys =
    given.keys === undefined
      ? undefined
      : await openKeys(resolve(given.keys), await passphrase(given["passphrase-file"], false));
  const there = readFolder(folder);
  const identity =
    keys?.keys["backup.key"] ??
    (given.identity === undefined ? undefined : readIdentity(resolve(given.identity))) ??
    (there && ownIdentity(secretsFolder(there.id)));
  if (!identity) throw new BackupError("no_identity");
  const header = await headerOf(file, identity);
  if ((keys && keys.folder !== header.folder.id) || (there && there.id !== header.folder.id)) {
    throw new BackupError("other_folder");
  }
  const work = { file, identity, header, given };
  return given.hosted ? hosted(folder, work) : here(folder, work, keys);
}

async function here(folder: string, work: Work, keys: KeySet | undefined): Promise<Restored> {
  const { header } = work;
  makeFolder(folder);
  const lock = await lockFolder(folder, { onLost: () => process.exit(1) });
  try {
    if (keys) putKeys(secretsFolder(header.folder.id), keys);
    const restored = await restoreAt(folder, work);
    writeFolder(folder, { ...header.folder, ready: true });
    if (!existsSync(join(secretsFolder(header.folder.id), "release.key"))) say(told("key_missing"));
    return restored;
  } finally {
    lock.release();
  }
}

function hosted(folder: string, { file, identity, given }: Work): Promise<Restored> {
  if (given.replace) throw new BackupError("bad_option", "--hosted --replace");
  const erasures = erasuresFor(folder, { file, given });
  return restoreHosted(process.env["DATABASE_URL"], { file, identity, erasures });
}

interface Work {
  readonly file: string;
  readonly identity: string;
  readonly header: BackupHeader;
  readonly given: Given;
}

function restoreAt(folder: string, work: Work): Promise<Restored> {
  const postgres = ownerAddresses(process.env);
  return postgres ? intoServer(folder, work, () => openDatabase(postgres)) : intoFolder(folder, work);
}

async function intoServer(folder: string, work: Work, open: () => Promise<Database>): Promise<Restored> {
  const db = await open();
  try {
    if ((await organisationsIn(db)) > 0) {
      if (!work.given.replace) throw new BackupError("not_empty");
      // What this very database knows to be erased.
      await new Journal(backupsFolder(folder, process.env)).note(db);
    }
    return await restored(db, folder, work, erasuresFor(folder, work));
  } finally {
    await db.close();
  }
}

/** Into a new database beside the old one, which gives way once the new one is whole. */
async function intoFolder(folder: string, work: Work): Promise<Restored> {
  const place = join(folder, "pg");
  const fresh = join(folder, "pg.restoring");
  if (existsSync(place)) {
    if (!work.given.replace) throw new BackupError("not_empty");
    await noteErasuresOf(place, folder);
  }
  const erasures = erasuresFor(folder, work);
  rmSync(fresh, { recursive: true, force: true });
  makePrivateFolder(fresh);
  const db = await openDatabase({ dataDir: fresh });
  try {
    const done = await restored(db, folder, work, erasures);
    await db.exec("checkpoint");
    await db.close();
    rmSync(place, { recursive: true, force: true });
    renameSync(fresh, place);
    return done;
  } catch (error) {
    await db.close();
    rmSync(fresh, { recursive: true, force: true });
    throw error;
  }
}

/** A database that no longer opens is no reason not to restore: the list beside the backups is what counts. */
async function noteErasuresOf(place: string, folder: string): Promise<void> {
  const old = await openDatabase({ dataDir: place }).catch(() => undefined);
  if (!old) return;
  try {
    await new Journal(backupsFolder(folder, process.env)).note(old);
  } catch (error) {
    if (error instanceof BackupError) throw error;
  } finally {
    await old.close();
  }
}

async function restored(
  db: Database,
  folder: string,
  { file, identity, given }: Work,
  erasures: readonly Erasure[],
): Promise<Restored> {
  const done = await restoreInto(db, { file, identity, erasures });
  // A list in its own place again: of this database, and of all that it was just told.
  if (!given["without-journal"]) await new Journal(backupsFolder(folder, process.env)).note(db);
  return done;
}

const json = process.argv.includes("--json");
await runCommand<(Restored & { withoutJournal: boolean }) | undefined>(
  json,
  async () => {
    const { values, positionals } = options();
    const [file, ...others] = positionals;
    if (values.help) return undefined;
    if (file === undefined || others.length > 0) throw new BackupError("bad_option", "FILE");
    return { ...(await run(resolve(file), values)), withoutJournal: values["without-journal"] };
  },
  (done) =>
    done
      ? [
          ...comparison(done.tables),
          told("restored"),
          done.withoutJournal
            ? told("without_journal")
            : told("replayed", `${done.replayed.erasures} (${done.replayed.rows})`),
        ]
      : [HELP],
);
