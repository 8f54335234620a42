/**
 * Database tests: each suite runs on PGlite and, where PostgreSQL ≥ 15 with PostGIS is installed, on a private
 * cluster that the run starts and removes (elsewhere its suites are skipped, and with REPERE_REQUIRE_POSTGRES=1
 * the run fails).
 *
 *     eachDatabase("sectors", (db) => {
 *       test("a lead sees the sectors", async () => {
 *         const { organisation, people } = await makeOrganisation(db(), { members: ["lead"] });
 *         expect(await call(db(), people.lead, "sectors")).toEqual({ sectors: [] });
 *       });
 *     });
 *
 * - `db()` is the suite's own database with migrations and logic, opened before its tests and closed after.
 * - calls.ts: `call` and `refusal` run an api function as a member, a stranger or nobody, as the gateway does.
 * - organisation.ts: `makeOrganisation` makes an organisation with teams and one account for each role asked for.
 * - records.ts: `insertRecords` adds invented visits, encounters and contacts by thousands.
 * - `openFresh(kind)` opens a database that has the platform only: for tests of migrations.
 */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, inject } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { TEMPLATE } from "./native-cluster.ts";
import { asSuperuser, openNative, prepareNativePlatform } from "./prepared.ts";

const KINDS = ["pglite", "postgres"] as const;
export type Kind = (typeof KINDS)[number];

/** Declares a suite for each database; `db()` is the suite's database, to be asked for inside tests and hooks. */
export function eachDatabase(name: string, suite: (db: () => Database, kind: Kind) => void): void {
  eachKind(name, (kind) => {
    let opened: Database | undefined;
    beforeAll(async () => {
      opened = await openMigrated(kind);
    });
    afterAll(async () => {
      await opened?.close();
    });
    suite(() => {
      if (!opened) throw new Error("the database opens before the tests, not while they are declared");
      return opened;
    }, kind);
  });
}

/** Declares a suite for each kind of database, without opening one. */
export function eachKind(name: string, suite: (kind: Kind) => void): void {
  const native = inject("nativePostgres");
  for (const kind of KINDS) {
    const absent = kind === "postgres" && "absent" in native ? native.absent : undefined;
    describe.skipIf(absent !== undefined)(`${name} (${absent ?? kind})`, () => suite(kind));
  }
}

export interface OpenOptions {
  /** With pgTAP, for the files of supabase/tests. */
  readonly pgtap?: boolean;
}

/** A database with migrations and logic; whoever opens it closes it. */
export async function openMigrated(kind: Kind, { pgtap = false }: OpenOptions = {}): Promise<Database> {
  const extension = "create extension pgtap with schema extensions";
  if (kind === "pglite") {
    const db = await openDatabase({ seedDump: inject("dumps").migrated, pgtap });
    if (pgtap) await db.exec(extension);
    return db;
  }
  const name = await makeNative(TEMPLATE);
  // A copy has everything of its template but the rights on the database itself.
  await asSuperuser(
    nativeFolder(),
    name,
    `grant create, connect, temporary on database ${name} to repere_owner`,
  );
  if (pgtap) await asSuperuser(nativeFolder(), name, extension);
  return openNative(nativeFolder(), name);
}

/** A database that has what Supabase already has, and nothing of ours; whoever opens it closes it. */
export async function openFresh(kind: Kind): Promise<Database> {
  if (kind === "pglite") return openDatabase({ seedDump: inject("dumps").platform });
  const folder = nativeFolder();
  const name = await makeNative("template1");
  await prepareNativePlatform(folder, name);
  return openNative(folder, name);
}

/** Folder of the private cluster's socket. */
export function nativeFolder(): string {
  const native = inject("nativePostgres");
  if ("absent" in native) throw new Error(native.absent);
  return native.folder;
}

/** Copies a database of the cluster and returns the copy's name; the copies go with the cluster. */
export async function makeNative(template: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await asSuperuser(nativeFolder(), "postgres", `create database ${name} template ${template}`);
  return name;
}
