import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { headerOf, restoreInto } from "../../../supabase/local/backup/restore-into.ts";
import { migrate, readMigrations } from "../../../supabase/local/database/migrate.ts";
import { shapeOf } from "../../faults/shape.ts";
import { owned } from "../harness/calls.ts";
import { eachKind, openFresh } from "../harness/each-database.ts";
import { publishAll } from "../release/publishing.ts";

/** Written once by the first version that made backups (tests/fixtures/write-old-backup.ts). */
const OLD = join(import.meta.dirname, "../../fixtures/earlier-version");
const file = join(OLD, "backup.age");
const identity = readFileSync(join(OLD, "identity.txt"), "utf8").trim();
const rows = JSON.parse(readFileSync(join(OLD, "rows.json"), "utf8")) as Readonly<Record<string, number>>;

/** Two databases from nothing, on a machine that runs other tests beside. */
const PATIENT_MS = 600_000;

eachKind("a backup of an earlier version", (kind) => {
  test("is restored row by row, migrated up, and published further", { timeout: PATIENT_MS }, async () => {
    const known = await readMigrations();
    const { migrations } = await headerOf(file, identity);
    // Else it is no earlier version, and this shows nothing.
    expect(migrations.length).toBeLessThan(known.length - 40);
    const [old, fresh] = [await openFresh(kind), await openFresh(kind)];
    try {
      const { tables } = await restoreInto(old, { file, identity, erasures: [] });
      expect(tables.filter(({ same }) => !same)).toEqual([]);
      const restored = tables.filter(({ restored: now }) => now.rows > 0);
      expect(Object.fromEntries(restored.map(({ table, restored: now }) => [table, now.rows]))).toEqual(rows);
      // Every column, constraint, index, trigger and function is that of a database that never was older.
      await migrate(fresh);
      expect(await shapeOf(old)).toBe(await shapeOf(fresh));
      const [organisation] = await owned(old, "select id from org.organisation");
      const published = await publishAll(old, String(organisation?.["id"]), "2026-04-01");
      expect(published.length).toBeGreaterThan(1);
      const [kept] = await owned(
        old,
        "select count(*)::int as n from release.cell where window_id = (select min(id) from release.window)",
      );
      expect(kept).toEqual({ n: rows["release.cell"] });
    } finally {
      await Promise.all([old.close(), fresh.close()]);
    }
  });
});
