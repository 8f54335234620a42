import { rmSync } from "node:fs";
import { join } from "node:path";
import { factorKeyId } from "./auth/factor-secret.ts";
import { forgetForeignFactors } from "./auth/factors.ts";
import { tokenKeys } from "./auth/token-keys.ts";
import { type Database, DatabaseError } from "./database/database.ts";
import { migrate } from "./database/migrate.ts";
import { openDatabase } from "./database/open.ts";
import { CONNECTION_FAILURE } from "./database/postgres.ts";
import { createOrganisation, holdingsOf, loadDemoData } from "./first-data.ts";
import { type FolderFacts, makePrivateFolder, newFolder, readFolder, writeFolder } from "./folder/folder.ts";
import { readSecrets, type Secrets, secretsFolder } from "./folder/secrets.ts";
import { isLoopback } from "./http/listen.ts";
import { ensurePlatform } from "./platform.ts";
import { type Progress, SILENT } from "./progress.ts";
import type { ServerOptions } from "./server.ts";
import { StartError } from "./start-error.ts";

/** A database that is ready for requests, and what belongs to it. */
export interface Prepared {
  readonly db: Database;
  readonly facts: FolderFacts;
  readonly secrets: Secrets;
}

/** Grid of the demo, and the one proposed to a new association: INSPIRE's, EPSG:3035. */
export const DEFAULT_GRID = { srid: 3035, offsetEKm: 0, offsetNKm: 0 } as const;

/** What a start begins with, read before any long work. */
export interface Start {
  readonly facts: FolderFacts;
  /** An earlier first start did not come to its end. */
  readonly cutShort: boolean;
}

/**
 * Reads the folder's facts, or makes those of a new one.
 *
 * @throws StartError `folder_unreadable` or `demo_host`.
 */
export function readStart(folder: string, options: ServerOptions): Start {
  const known = readFolder(folder);
  const cutShort = known !== undefined && !known.ready;
  // What was cut short is made as this start wants it, under the id that its secrets have.
  const facts = cutShort ? { ...factsOf(options), id: known.id } : (known ?? factsOf(options));
  if (facts.demo) requireOwnMachine(options);
  return { facts: withToday(facts, options.today), cutShort };
}

/** Opens the data folder's database, brings it up to date and, the first time, fills it. */
export async function prepareData(
  folder: string,
  { facts, cutShort }: Start,
  options: ServerOptions,
): Promise<Prepared> {
  const progress = options.progress ?? SILENT;
  if (cutShort) beginAgain(folder, progress);
  writeFolder(folder, facts);
  const db = await open(folder, options, progress);
  try {
    await ensurePlatform(db, progress);
    await bringUpToDate(db, options.logic ?? false, progress);
    return await fill(db, folder, facts, options, progress);
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Demo accounts have a password that everybody knows: they stay on this machine. */
function requireOwnMachine({ host = "127.0.0.1", trustProxy }: ServerOptions): void {
  if (!isLoopback(host) || trustProxy) throw new StartError("demo_host", { host });
}

function factsOf({ organisation, today }: ServerOptions): FolderFacts {
  const fixed = today === "now" ? undefined : today;
  return newFolder({ demo: !organisation, grid: organisation?.grid ?? DEFAULT_GRID, today: fixed });
}

/** `--today` is kept in the folder, so that a later start does not jump in time; `now` gives it up. */
function withToday(facts: FolderFacts, wanted: string | undefined): FolderFacts {
  if (wanted === undefined) return facts;
  const { today: _before, ...others } = facts;
  return wanted === "now" ? others : { ...others, today: wanted };
}

/** The first start was cut short before anybody could have used what it made. */
function beginAgain(folder: string, progress: Progress): void {
  progress.notice("began_again");
  rmSync(join(folder, "pg"), { recursive: true, force: true });
}

async function open(folder: string, { postgres }: ServerOptions, progress: Progress): Promise<Database> {
  if (!postgres) {
    const dataDir = join(folder, "pg");
    // The data folder may be one that others can look into; PGlite's own files are readable by all.
    makePrivateFolder(dataDir);
    return progress.during("database", () => openDatabase({ dataDir }));
  }
  const db = await openDatabase(postgres);
  try {
    await db.exec("select 1");
    return db;
  } catch (error) {
    await db.close();
    throw new StartError("database_unreachable", { code: connectionCode(error) });
  }
}

/** What a person can look up: the system's own code (ECONNREFUSED), or PostgreSQL's. */
function connectionCode(error: unknown): string {
  if (!(error instanceof DatabaseError)) return "";
  return error.code === CONNECTION_FAILURE ? (error.detail ?? error.code) : error.code;
}

/** Migrations that are due; a step is shown only where there are any. */
async function bringUpToDate(db: Database, logic: boolean, progress: Progress): Promise<void> {
  await progress.during("migrations", () => migrate(db, { logic }));
}

async function fill(
  db: Database,
  folder: string,
  facts: FolderFacts,
  options: ServerOptions,
  progress: Progress,
): Promise<Prepared> {
  // Records that came from elsewhere were published with a key that this machine does not have.
  const holdings = await holdingsOf(db);
  const isNew = !facts.ready && holdings === "nothing";
  if (holdings === "demo") requireOwnMachine(options);
  const secrets = readSecrets(secretsFolder(facts.id, options.env), isNew);
  if (secrets.accountsRenewed) {
    progress.notice("sessions_ended");
    const keyId = factorKeyId(tokenKeys(secrets.accounts));
    await db.transaction({}, null, (query) => forgetForeignFactors(query, keyId));
  }
  if (!secrets.release) {
    progress.notice("release_secret_missing", { folder: secretsFolder(facts.id, options.env) });
  }
  if (facts.today) progress.notice("fixed_day", { day: facts.today });
  if (db.kind === "pglite" && !facts.demo) progress.notice("not_for_real");
  const accounts = isNew ? await firstData(db, facts, secrets, options, progress) : facts.accounts;
  const ready = { ...facts, ready: true, ...(accounts ? { accounts } : {}) };
  if (!facts.ready) writeFolder(folder, ready);
  return { db, facts: ready, secrets };
}

async function firstData(
  db: Database,
  facts: FolderFacts,
  secrets: Secrets,
  { organisation, small }: ServerOptions,
  progress: Progress,
): Promise<FolderFacts["accounts"]> {
  if (organisation) {
    await progress.during("organisation", () => createOrganisation(db, organisation, facts.today));
    return undefined;
  }
  const wish = {
    today: facts.today ?? todayInParis(),
    small: small ?? false,
    secret: secrets.release ?? "",
  };
  return loadDemoData(db, wish, progress);
}

/** The demo's association works by the clock of Paris. */
function todayInParis(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date());
}
