import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { signAnonymous } from "./auth/access-token.ts";
import { forgetOldTries } from "./auth/attempts.ts";
import { serverBackups } from "./backup/scheduled.ts";
import { type Database, DatabaseError } from "./database/database.ts";
import { DISK_FULL } from "./database/disk-room.ts";
import type { PostgresOptions } from "./database/postgres.ts";
import { keepTidy } from "./database/tidy.ts";
import { inviteFirstAdmin, type NewOrganisation } from "./first-data.ts";
import { type DemoAccount, makeFolder } from "./folder/folder.ts";
import { lockFolder } from "./folder/lock.ts";
import { leaveServerFile } from "./folder/server-file.ts";
import { asOwner } from "./gateway.ts";
import { buildApp } from "./http/app.ts";
import { isLoopback, type Listener, listen } from "./http/listen.ts";
import { everyNight, type JobEnd, tell } from "./nightly.ts";
import type { Observer } from "./observe/request-facts.ts";
import { type Prepared, prepareData, readStart } from "./prepare-data.ts";
import { type Progress, SILENT } from "./progress.ts";
import { readCatalogue } from "./rest/catalogue.ts";
import { gatewayOf, nightlyWork } from "./server-parts.ts";
import { buildPage, isPageOutdated, PAGE_FOLDER } from "./static/build-page.ts";
import { PageFiles } from "./static/files.ts";

export interface ServerOptions {
  /** The data folder. */
  readonly data: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly host?: string;
  /** The fixed day of the service clock; "now" goes back to the real one. */
  readonly today?: string | undefined;
  /** What a new folder begins with: an organisation without records, or (where absent) the demo. */
  readonly organisation?: NewOrganisation | undefined;
  /** The demo's smaller size. */
  readonly small?: boolean;
  /** An own PostgreSQL instead of PGlite in the folder. */
  readonly postgres?: PostgresOptions | undefined;
  /** A built page; where absent the project's is used, and built when it is outdated. */
  readonly page?: string | undefined;
  /** Applies supabase/logic after the migrations, for work on it. */
  readonly logic?: boolean;
  readonly trustProxy?: boolean;
  readonly progress?: Progress;
  readonly log?: (line: string) => void;
  /** Told of every answered request, and of each part of a night's work that ended. */
  readonly observers?: readonly Observer[];
  readonly onJob?: JobEnd;
  /** Told where another server took the folder over; it must end the process, and does where this is absent. */
  readonly onLost?: () => void;
  /** The real clock, for tests. */
  readonly now?: () => Date;
  /** The service clock's day, asked anew by every request: for tests in which weeks go by. Goes before `today`. */
  readonly serviceDay?: () => string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface RunningServer {
  readonly url: string;
  readonly anonKey: string;
  /** The demo's accounts, one for each role and more. */
  readonly accounts: readonly DemoAccount[];
  /** Code of the first admin's link, while nobody is admin. */
  readonly adminCode: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts the whole back end on a data folder: database, accounts, functions and page.
 *
 * @throws StartError for everything a person can mend.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const folder = resolve(options.data);
  makeFolder(folder);
  const { progress = SILENT, onLost = () => process.exit(1) } = options;
  const lock = await progress.during("folder", () => lockFolder(folder, { onLost }));
  const undo: (() => unknown)[] = [lock.release];
  try {
    const start = readStart(folder, options);
    const listener = await listen(options.host ?? "127.0.0.1", options.port);
    undo.push(listener.close);
    // The page is built while the database starts, each on a core of its own.
    const building = pageOf(options);
    building.catch(() => undefined);
    const prepared = await prepareData(folder, start, options);
    undo.push(() => closeDatabase(prepared.db));
    const page = await building;
    return await serve(options, folder, { listener, page, prepared, undo });
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

interface Parts {
  readonly listener: Listener;
  readonly page: string;
  readonly prepared: Prepared;
  readonly undo: readonly (() => unknown)[];
}

async function serve(options: ServerOptions, folder: string, parts: Parts): Promise<RunningServer> {
  const { listener, page, prepared, undo } = parts;
  const { db, facts } = prepared;
  const host = options.host ?? "127.0.0.1";
  const backups = await serverBackups(db, folder, facts, options.env ?? process.env);
  if (!facts.demo && backups.keysHereOnly) options.progress?.notice("backup_keys_here_only");
  const gateway = gatewayOf(options, prepared, backups);
  await asOwner(gateway, (query) => forgetOldTries(query, gateway.now()));
  const catalogue = await asOwner(gateway, readCatalogue);
  const adminCode = await inviteFirstAdmin(db, facts.today);
  const anonKey = await signAnonymous(gateway.keys, new Date(facts.created));
  const accounts = facts.demo ? (facts.accounts ?? []) : [];
  const commandKey = randomBytes(32).toString("base64url");
  const loopback = isLoopback(host) && !gateway.trustProxy;
  const config = { url: "/", anonKey, demo: facts.demo, accounts, style: facts.style ?? "" };
  const files = new PageFiles(page);
  const appParts = { gateway, catalogue, commandKey, config, files, loopback };
  const observers = options.observers ?? [];
  listener.serve(buildApp({ ...appParts, backup: backups.make, observers }));
  const url = addressOf(host, listener.port);
  const takeServerFile = leaveServerFile(folder, { url, pid: process.pid, key: commandKey });
  const stopNights = everyNight(gateway, nightlyWork(backups, facts.demo), options.onJob);
  const stopTidying = keepTidy(db, (error) => tell(gateway, "tidying", error));
  const close = async () => {
    takeServerFile();
    await Promise.all([stopNights(), stopTidying()]);
    for (const step of [...undo].reverse()) await step();
  };
  return { url, anonKey, accounts, adminCode, close: once(close) };
}

async function pageOf({ page, progress = SILENT }: ServerOptions): Promise<string> {
  if (page !== undefined) return page;
  if (isPageOutdated()) await progress.during("page", buildPage);
  return PAGE_FOLDER;
}

async function closeDatabase(db: Database): Promise<void> {
  try {
    if (db.kind === "pglite") await db.exec("checkpoint");
  } catch (error) {
    // The next start recovers from the log.
    if (!(error instanceof DatabaseError && error.code === DISK_FULL)) throw error;
  } finally {
    await db.close();
  }
}

function addressOf(host: string, port: number): string {
  const name = host === "0.0.0.0" || host === "::" ? "localhost" : host;
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
