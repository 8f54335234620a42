import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { keepTidy, tidy } from "../../../supabase/local/database/tidy.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";

async function addSites(db: Database, count: number): Promise<void> {
  const { id } = await makeOrganisation(db);
  await owned(
    db,
    `insert into field.site (id, organisation_id, code, kind, opened_on)
     select gen_random_uuid(), $1, 'X-' || n, 'squat', '2025-01-01' from generate_series(1, $2::integer) n`,
    [id, count],
  );
}

/** Rows that the planner believes field.site to have (−1: it knows nothing), and its pages. */
async function known(db: Database): Promise<{ rows: number; bytes: number }> {
  const [row] = await owned(
    db,
    "select reltuples::float8 as rows, pg_relation_size(oid)::float8 as bytes from pg_class where oid = 'field.site'::regclass",
  );
  return { rows: Number(row?.["rows"]), bytes: Number(row?.["bytes"]) };
}

eachDatabase("statistics", (db, kind) => {
  const on = (only: typeof kind, name: string, body: () => Promise<void>) => {
    if (kind === only) test(name, body);
  };

  test("before a window is published, tables that grew are looked through; a second look finds nothing to do", async () => {
    // PostgreSQL's own housekeeper might come between.
    await owned(db(), "alter table field.site set (autovacuum_enabled = false)");
    await addSites(db(), 3000);
    await owned(db(), "select release.analyse_grown()");
    expect((await known(db())).rows).toBe(3000);
    // Nothing grew, so what is deleted now is not noticed: the second look did nothing.
    await owned(db(), "delete from field.site");
    await owned(db(), "select release.analyse_grown()");
    expect((await known(db())).rows).toBe(3000);
  });

  test("nobody but the owner can ask for it", async () => {
    const asked = db().transaction({}, "authenticated", (query) => query("select release.analyse_grown()"));
    await expect(asked).rejects.toMatchObject({ code: "42501" });
  });

  on("pglite", "what PGlite lacks is done for it: statistics, and dead rows freed", async () => {
    await addSites(db(), 6000);
    expect(await tidy(db())).toContain("field.site");
    expect(await tidy(db())).toEqual([]);
    const { bytes } = await known(db());
    for (let round = 0; round < 4; round++) {
      await owned(db(), "update field.site set opened_on = opened_on + 1");
      await tidy(db());
    }
    // Without it each round leaves 6,000 dead rows behind: five times the room.
    expect((await known(db())).bytes).toBeLessThan(3 * bytes);
  });

  on("pglite", "it is done now and then until it is stopped; a failure is told and tried again", async () => {
    // Without room that other tests left: what is added makes the table grow.
    await owned(db(), "delete from field.site");
    await db().exec("vacuum field.site");
    await addSites(db(), 10_000);
    const told: unknown[] = [];
    const failsOnce: Database = {
      ...db(),
      exec: (sql) => (told.length === 0 ? Promise.reject(new Error("no room")) : db().exec(sql)),
    };
    const stop = keepTidy(failsOnce, (error) => told.push(error), 1);
    await expect.poll(() => grown(db()), { timeout: 30_000 }).toEqual([]);
    await stop();
    expect(told).toHaveLength(1);
    await addSites(db(), 30_000);
    expect(await grown(db())).toContain("field.site");
  });

  on("postgres", "PostgreSQL has a housekeeper of its own", async () => {
    await addSites(db(), 3000);
    expect(await tidy(db())).toEqual([]);
  });
});

/** What would be looked through, without doing it. */
async function grown(db: Database): Promise<string[]> {
  const names: string[] = [];
  await tidy({
    ...db,
    exec: async (sql) => {
      names.push(sql.split(" ").at(-1) ?? "");
    },
  });
  return names;
}
