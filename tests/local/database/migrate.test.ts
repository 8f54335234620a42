import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { migrate, readMigrations } from "../../../supabase/local/database/migrate.ts";
import { owned, refusal } from "../harness/calls.ts";
import { eachKind, openFresh } from "../harness/each-database.ts";

eachKind("migrate", (kind) => {
  let folder = "";
  let db: Database;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "repere-migrate-"));
    db = await openFresh(kind);
  });

  afterEach(async () => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
  const versions = () =>
    owned(db, "select version, name from supabase_migrations.schema_migrations order by version");
  const schemas = () =>
    owned(db, "select nspname as name from pg_namespace where nspname like 'step%' order by nspname");

  test("migrations apply oldest first, each once, and are recorded as the Supabase CLI records them", async () => {
    file("20260102000000_second.sql", "create table step_one.made (n integer);");
    file("20260101000000_first.sql", "create schema step_one;");
    file("notes.md", "not a migration");
    const steps: string[] = [];
    expect(await migrate(db, { folder, onStep: (step) => steps.push(step) })).toBe(2);
    expect(steps).toEqual(["first", "second"]);
    expect(await versions()).toEqual([
      { version: "20260101000000", name: "first" },
      { version: "20260102000000", name: "second" },
    ]);
    expect(await migrate(db, { folder, onStep: (step) => steps.push(step) })).toBe(0);
    expect(steps).toHaveLength(2);
  });

  test("a migration that fails in its middle leaves what was before it, and goes on once it is mended", async () => {
    file("20260101000000_first.sql", "create schema step_one;");
    file("20260102000000_broken.sql", "create schema step_two; select 1 / 0; create schema step_three;");
    file("20260103000000_last.sql", "create schema step_four;");
    expect(await refusal(migrate(db, { folder }))).toBe("22012");
    expect(await schemas()).toEqual([{ name: "step_one" }]);
    expect(await versions()).toEqual([{ version: "20260101000000", name: "first" }]);
    file("20260102000000_broken.sql", "create schema step_two;");
    expect(await migrate(db, { folder })).toBe(2);
    expect(await schemas()).toEqual([{ name: "step_four" }, { name: "step_one" }, { name: "step_two" }]);
  });

  test("what a migration makes belongs to the owner of the schemas, who is no superuser", async () => {
    file("20260101000000_first.sql", "create schema step_one; create table step_one.made (n integer);");
    await migrate(db, { folder });
    const [row] = await owned(
      db,
      `select c.relowner::regrole::text as owner, r.rolsuper, r.rolbypassrls
       from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = 'step_one.made'::regclass`,
    );
    expect(row).toEqual({ owner: "repere_owner", rolsuper: false, rolbypassrls: false });
  });

  test("the product's own migrations apply, and applying them again changes nothing", async () => {
    const all = await readMigrations();
    expect(await migrate(db)).toBe(all.length);
    expect(await migrate(db)).toBe(0);
    expect(await versions()).toHaveLength(all.length);
  });

  test("logic that is applied again and again stays the same, and its settings do not leak", async () => {
    await migrate(db, { logic: true });
    const functions = () =>
      owned(
        db,
        "select count(*) as n from pg_proc where pronamespace in ('api'::regnamespace, 'field'::regnamespace)",
      );
    const once = await functions();
    await migrate(db, { logic: true });
    expect(await functions()).toEqual(once);
    expect(await owned(db, "select current_setting('check_function_bodies') as checked")).toEqual([
      { checked: "on" },
    ]);
  });
});
