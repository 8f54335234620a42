import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { owned } from "../harness/calls.ts";
import { eachKind, openMigrated } from "../harness/each-database.ts";
import { newAdmin } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";
import { TEST_FUNCTIONS } from "./test-functions.ts";

/** PGlite comes back after a time limit from its folder only. */
function openInFolder(dataDir: string): Promise<Database> {
  return openDatabase({ dataDir, seedDump: inject("dumps").migrated });
}

eachKind("the time limit of a call", (kind) => {
  const folder = mkdtempSync(join(tmpdir(), "repere-limit-"));
  let db: Database;
  let served: Served;
  let client: Client;
  beforeAll(async () => {
    db = kind === "pglite" ? await openInFolder(join(folder, "pg")) : await openMigrated(kind);
    for (const sql of TEST_FUNCTIONS) await owned(db, sql);
    served = await serve(db, { limits: { usual: 60_000, longer: { test_hard_work: 1500 } } });
    client = served.client();
    await client.auth.signInWithPassword(await newAdmin(db));
  });
  afterAll(async () => {
    await served.close();
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("ends a runaway query with 57014, and those that waited behind it are answered", async () => {
    const [runaway, behind] = await Promise.all([
      client.rpc("test_hard_work", {}, { get: true }),
      client.rpc("test_session"),
    ]);
    expect([runaway.status, runaway.error?.code]).toEqual([500, "57014"]);
    expect(behind.error).toBeNull();
  });

  test("loses nothing that was acknowledged", async () => {
    expect((await client.rpc("create_team", { name: "Before" })).error).toBeNull();
    expect((await client.rpc("test_hard_work")).error?.code).toBe("57014");
    expect(JSON.stringify((await client.rpc("teams")).data)).toContain("Before");
  });
});
