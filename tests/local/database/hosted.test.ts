import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { Journal } from "../../../supabase/local/backup/journal.ts";
import { makeBackup } from "../../../supabase/local/backup/make.ts";
import { restoreHosted } from "../../../supabase/local/backup/restore-hosted.ts";
import { restoreInto } from "../../../supabase/local/backup/restore-into.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { newFolder } from "../../../supabase/local/folder/folder.ts";
import { call, refusal } from "../harness/calls.ts";
import { openMigrated } from "../harness/each-database.ts";
import { addressOf, type Cluster, findPostgres, startCluster } from "../harness/native-cluster.ts";
import { makeOrganisation, stranger, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords } from "../harness/records.ts";
import { publishAll } from "../release/publishing.ts";
import { push, withOwner } from "./hosted-owner.ts";

const native = inject("nativePostgres");
const absence = "absent" in native ? ` (${native.absent})` : "";
const DOCUMENT = join(import.meta.dirname, "../../../docs/deploy-supabase.md");
const HOSTED = join(import.meta.dirname, "../../hosted/hosted.sql");

describe.skipIf("absent" in native)(`a hosted Supabase's restrictions${absence}`, () => {
  let cluster: Cluster;
  let owner: pg.Client;
  let db: Database;
  let organisation: TestOrganisation;
  const found = async (sql: string) => (await owner.query(sql)).rows;

  beforeAll(async () => {
    const { bin = "" } = findPostgres() as { bin?: string };
    cluster = startCluster(bin, { superuser: "supabase_admin" });
    const admin = new pg.Client({
      connectionString: addressOf(cluster.folder, "supabase_admin", "template1"),
    });
    await admin.connect();
    await admin.query("create database hosted");
    await admin.end();
    const inside = new pg.Client({ connectionString: addressOf(cluster.folder, "supabase_admin", "hosted") });
    await inside.connect();
    await inside.query(readFileSync(HOSTED, "utf8"));
    await inside.query("alter database hosted owner to postgres");
    await inside.end();
    owner = new pg.Client({ connectionString: addressOf(cluster.folder, "postgres", "hosted") });
    await owner.connect();
    await push(owner);
    await owner.end();
    const empty = new pg.Client({
      connectionString: addressOf(cluster.folder, "supabase_admin", "template1"),
    });
    await empty.connect();
    await empty.query("create database moved template hosted owner postgres");
    await empty.end();
    owner = new pg.Client({ connectionString: addressOf(cluster.folder, "postgres", "hosted") });
    await owner.connect();
    db = withOwner(await openDatabase({ url: addressOf(cluster.folder, "authenticator", "hosted") }), owner);
    organisation = await makeOrganisation(db);
  });
  afterAll(async () => {
    await db?.close();
    await owner?.end();
    cluster?.stop();
  });

  test("the imitation bites: its owner can make nothing in auth and is no superuser", async () => {
    await expect(owner.query("create table auth.ours ()")).rejects.toMatchObject({ code: "42501" });
    await expect(owner.query("create extension pageinspect")).rejects.toMatchObject({ code: "42501" });
    await expect(owner.query("alter table auth.users add column ours text")).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("all migrations apply, and leave nothing of ours in auth, extensions or public", async () => {
    expect(
      await found("select count(*)::int as n from pg_proc where pronamespace = 'api'::regnamespace"),
    ).not.toEqual([{ n: 0 }]);
    const strays = await found(
      `select c.relname as name from pg_class c
       where c.relnamespace in ('auth'::regnamespace, 'public'::regnamespace) and c.relowner = 'postgres'::regrole
       union all
       select p.proname from pg_proc p
       where p.pronamespace in ('auth'::regnamespace, 'public'::regnamespace, 'extensions'::regnamespace)
         and p.proowner = 'postgres'::regrole`,
    );
    expect(strays).toEqual([]);
  });

  test("the hosted default grants open no table and no function beyond api", async () => {
    const open = await found(
      `select c.oid::regclass::text as name from pg_class c, unnest(array['anon', 'authenticated']) role
       where c.relnamespace::regnamespace::text in ('grid', 'org', 'field', 'release', 'audit')
         and c.relkind in ('r', 'v') and has_table_privilege(role, c.oid, 'select, insert, update, delete')
       union all
       select p.oid::regprocedure::text from pg_proc p, unnest(array['anon', 'authenticated']) role
       where p.pronamespace::regnamespace::text in ('grid', 'org', 'field', 'release', 'audit')
         and has_function_privilege(role, p.oid, 'execute') and has_schema_privilege(role, p.pronamespace, 'usage')`,
    );
    expect(open).toEqual([]);
  });

  test("a member is served; a stranger and nobody are refused", async () => {
    expect(await call(db, organisation.account("admin"), "me")).toMatchObject({ member: { role: "admin" } });
    expect(
      await call(db, organisation.account("admin"), "create_team", { name: "Équipe fictive C" }),
    ).toBeTruthy();
    for (const who of [stranger(), null]) expect(await refusal(call(db, who, "teams"))).toBe("42501");
  });

  test("records move from the embedded database to PostgreSQL and from there to it: every table the same", {
    timeout: 600_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), "repere-moved-"));
    const opened: Database[] = [];
    try {
      const embedded = await openMigrated("pglite");
      const server = await openMigrated("postgres");
      opened.push(embedded, server);
      const made = await makeOrganisation(embedded, { fictitious: true });
      const met = { account: made.account("educator"), team: made.team(), cell: 28893760, count: 4 };
      const days = ["2026-03-03", "2026-03-10", "2026-04-07"];
      const records = days.map((service_date) => ({ ...met, service_date }));
      await insertRecords(embedded, made.id, records);
      await publishAll(embedded, made.id, "2026-06-03");
      const identity = await generateX25519Identity();
      const recipients = [await identityToRecipient(identity)];
      const facts = newFolder({ demo: false, grid: { srid: 3035, offsetEKm: 0, offsetNKm: 0 } });
      const backup = (from: Database, name: string) => {
        const backups = join(folder, name);
        return makeBackup(from, facts, { backups, journal: new Journal(backups), recipients });
      };
      const first = await backup(embedded, "embedded");
      await restoreInto(server, { file: first.file, identity, erasures: undefined });
      const second = await backup(server, "server");
      const url = addressOf(cluster.folder, "postgres", "moved");
      const { tables } = await restoreHosted(url, { file: second.file, identity, erasures: [] });
      const given = first.tables.filter(({ table }) => !table.startsWith("auth."));
      expect(tables.map(({ table, restored }) => ({ table, ...restored }))).toEqual(given);
      expect(tables.find(({ table }) => table === "field.contact")?.restored.rows).toBe(12);
      expect(tables.find(({ table }) => table === "release.leaf")?.restored.rows).toBeGreaterThan(0);
      const again = restoreHosted(url, { file: second.file, identity, erasures: [] });
      await expect(again).rejects.toMatchObject({ fault: "not_empty" });
      const moved = await openDatabase({ url: addressOf(cluster.folder, "authenticator", "moved") });
      opened.push(moved);
      expect(await call(moved, made.account("lead"), "me")).toMatchObject({ member: { role: "lead" } });
    } finally {
      await Promise.all(opened.map((one) => one.close()));
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("who signed out is refused at once: Supabase's own sessions are asked", async () => {
    const account = organisation.account("lead");
    const session = stranger();
    await owner.query("insert into auth.users (id) values ($1)", [account]);
    await owner.query("insert into auth.sessions (id, user_id, created_at) values ($1, $2, now())", [
      session,
      account,
    ]);
    const claims = JSON.stringify({ role: "authenticated", sub: account, session_id: session });
    const windows = () =>
      db.transaction({ "request.jwt.claims": claims }, "authenticated", (query) =>
        query("select api.windows('lead')"),
      );
    await expect(windows()).resolves.toBeTruthy();
    await owner.query("delete from auth.sessions where id = $1", [session]);
    expect(await refusal(windows())).toBe("PT401");
  });

  test("publishing waits for the key, which Vault gives", async () => {
    await expect(owner.query("select release.secret()")).rejects.toMatchObject({ code: "RP010" });
  });

  test("the SQL of docs/deploy-supabase.md runs, and what it schedules publishes and retains", async () => {
    const blocks = [...readFileSync(DOCUMENT, "utf8").matchAll(/```sql\n([^`]*)```/g)].map(
      ([, sql = ""]) => sql,
    );
    expect(blocks).toHaveLength(3);
    for (const sql of blocks) await owner.query(sql);
    const account = organisation.account("educator");
    const met = { account, team: organisation.team(), cell: 28893760, count: 4 };
    await insertRecords(db, organisation.id, [{ ...met, service_date: "2026-03-03" }]);
    const jobs = await found("select command from cron.job order by jobname");
    expect(jobs).toHaveLength(2);
    for (const { command } of jobs) await owner.query(command);
    expect(await found("select count(*)::int as n from release.window")).toEqual([{ n: 1 }]);
  });
});
