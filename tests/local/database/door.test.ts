import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { as, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { stranger } from "../harness/organisation.ts";

const WHO = "select current_user::text as role, coalesce(current_setting('repere.today', true), '') as today";

eachDatabase("the door", (db, kind) => {
  const who = (settings: Record<string, string>, role: string | null) =>
    db().transaction(settings, role, async (query) => (await query(WHO)).rows[0]);

  test("a transaction runs as the role it asks for, and as the owner of the schemas without one", async () => {
    expect(await who({}, "anon")).toMatchObject({ role: "anon" });
    expect(await who({}, "authenticated")).toMatchObject({ role: "authenticated" });
    expect(await who({}, null)).toMatchObject({ role: "repere_owner" });
  });

  test("settings last as long as their transaction", async () => {
    expect(await who({ "repere.today": "2022-12-31" }, "authenticated")).toMatchObject({
      today: "2022-12-31",
    });
    for (const role of ["authenticated", "anon", null])
      expect(await who({}, role)).toMatchObject({ today: "" });
  });

  test("a server that logs statements never logs a request's parameters, the release secret among them", async () => {
    const [login] = await owned(
      db(),
      "select array_to_json(rolconfig)::text as settings from pg_catalog.pg_roles where rolname = 'authenticator'",
    );
    expect(JSON.parse(String(login?.["settings"]))).toEqual(
      expect.arrayContaining(["log_parameter_max_length=0", "log_parameter_max_length_on_error=0"]),
    );
  });

  test("a setting is a value, never SQL", async () => {
    const strange = `'; reset role; select '"\\ é`;
    expect(await who({ "repere.today": strange }, "authenticated")).toEqual({
      role: "authenticated",
      today: strange,
    });
  });

  test("a request cannot enter the owner's role, a superuser's, or one that is no name", async () => {
    for (const role of ["repere_owner", "postgres"]) expect(await refusal(who({}, role))).toBe("42501");
    await expect(who({}, "anon; reset role")).rejects.toThrow("not a role name");
    for (const role of ["repere_owner", "postgres"]) {
      const inside = as(db(), stranger(), (query) => query(`set local role ${role}`));
      expect(await refusal(inside)).toBe("42501");
    }
  });

  test("a request that leaves its role is authenticator, which may do nothing", async () => {
    const left = as(db(), stranger(), async (query) => {
      await query("reset role");
      return query("select * from field.contact");
    });
    expect(await refusal(left)).toBe("42501");
    const reset = as(db(), stranger(), async (query) => {
      await query("reset role");
      return (await query("select current_user::text as role")).rows;
    });
    expect(await reset).toEqual([{ role: "authenticator" }]);
  });

  test("after a failed request nothing remains: no role, no setting, no row", async () => {
    await owned(db(), "create table if not exists field.door (n integer)");
    const failed = db().transaction({ "repere.today": "2022-12-31" }, null, async (query) => {
      await query("insert into field.door values (1)");
      return query("select 1 / 0");
    });
    expect(await refusal(failed)).toBe("22012");
    expect(await refusal(as(db(), stranger(), (query) => query("select 1 / 0")))).toBe("22012");
    expect(await owned(db(), "select * from field.door")).toEqual([]);
    expect(await who({}, null)).toEqual({ role: "repere_owner", today: "" });
    expect(await who({}, "anon")).toEqual({ role: "anon", today: "" });
  });

  test("work that throws takes its rows back", async () => {
    await owned(db(), "create table if not exists field.door (n integer)");
    const thrown = db().transaction({}, null, async (query) => {
      await query("insert into field.door values (2)");
      throw new Error("not after all");
    });
    await expect(thrown).rejects.toThrow("not after all");
    expect(await owned(db(), "select * from field.door where n = 2")).toEqual([]);
  });

  test("200 interleaved requests of different roles each see their own role and claims", async () => {
    const asked = Array.from({ length: 200 }, (_, n) => (n % 3 === 0 ? null : stranger()));
    const seen = await Promise.all(
      asked.map((account) =>
        as(db(), account, async (query) => {
          await query("select pg_sleep(0.001)");
          const { rows } = await query("select current_user::text as role, auth.uid()::text as account");
          return rows[0];
        }),
      ),
    );
    const expected = asked.map((account) => ({ role: account ? "authenticated" : "anon", account }));
    expect(seen).toEqual(expected);
  });

  test("a read-only transaction refuses to write", async () => {
    const writing = db().transaction({}, null, (query) => query("create table field.never (n integer)"), {
      readOnly: true,
    });
    expect(await refusal(writing)).toBe("25006");
  });

  test("exec that fails leaves no open transaction", async () => {
    expect(await refusal(db().exec("begin; create schema door_test; select 1 / 0; commit;"))).toBe("22012");
    expect(await owned(db(), "select 1 from pg_namespace where nspname = 'door_test'")).toEqual([]);
  });

  test("errors carry the SQLSTATE, the detail and the hint", async () => {
    const raised = owned(
      db(),
      "do $$ begin raise exception using errcode = 'RP009', message = 'm', detail = 'd', hint = 'h'; end $$",
    );
    const error = await raised.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(DatabaseError);
    expect(error).toMatchObject({ code: "RP009", message: "m", detail: "d", hint: "h" });
  });

  test("dates are text, and whole numbers are numbers, also those of 8 bytes", async () => {
    const [row] = await owned(
      db(),
      "select date '2026-03-03' as day, 5000000000::bigint as large, 7 as small, null as nothing, array[1, 2] as list, '{\"a\": 1}'::jsonb as json",
    );
    expect(row).toEqual({
      day: "2026-03-03",
      large: 5_000_000_000,
      small: 7,
      nothing: null,
      list: [1, 2],
      json: { a: 1 },
    });
  });

  // PGlite's limit ends its thread: see "a query past its time limit" below, on a folder, which can be opened again.
  if (kind === "postgres")
    test("past its time limit a query is ended, and the door stays open", async () => {
      expect(await refusal(slowQuery(db()))).toBe("57014");
      expect(await who({}, "anon")).toMatchObject({ role: "anon" });
    });

  if (kind === "pglite")
    test("a dump holds the rows, and another database can start from it", async () => {
      await owned(db(), "create table field.kept (n integer)");
      await owned(db(), "insert into field.kept values (41), (42)");
      const folder = mkdtempSync(join(tmpdir(), "repere-dump-"));
      const file = join(folder, "dump.tar");
      writeFileSync(file, (await db().dump?.()) ?? "");
      const copy = await openDatabase({ seedDump: file });
      try {
        expect(await owned(copy, "select n from field.kept order by n")).toEqual([{ n: 41 }, { n: 42 }]);
        await owned(copy, "delete from field.kept");
        expect(await owned(db(), "select count(*) as n from field.kept")).toEqual([{ n: 2 }]);
      } finally {
        await copy.close();
        rmSync(folder, { recursive: true });
      }
    });
});

/** Runs for far longer than its limit of 300 ms. */
function slowQuery(db: Database): Promise<unknown> {
  const sql = "select count(*) from generate_series(1, 3000000000) n";
  return db.transaction({}, "authenticated", (query) => query(sql), { timeoutMs: 300 });
}

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test("PGlite in a folder survives the end of a runaway query, with what was committed before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "repere-folder-"));
  folders.push(folder);
  const db = await openDatabase({ dataDir: join(folder, "pg"), seedDump: inject("dumps").migrated });
  try {
    await owned(db, "create table field.kept (n integer)");
    await owned(db, "insert into field.kept values (1)");
    // The second waits its turn and is answered by the database that was opened again.
    const [ended, next] = await Promise.allSettled([slowQuery(db), owned(db, "select n from field.kept")]);
    expect(ended).toMatchObject({ status: "rejected", reason: { code: "57014" } });
    expect(next).toEqual({ status: "fulfilled", value: [{ n: 1 }] });
  } finally {
    await db.close();
  }
  const again = await openDatabase({ dataDir: join(folder, "pg") });
  try {
    expect(await owned(again, "select n from field.kept")).toEqual([{ n: 1 }]);
  } finally {
    await again.close();
  }
});

test("PGlite in memory cannot come back from a runaway query, and says so instead of hanging", async () => {
  const db = await openDatabase({ seedDump: inject("dumps").migrated });
  expect(await refusal(slowQuery(db))).toBe("57014");
  expect(await refusal(owned(db, "select 1"))).toBe("57P01");
  await db.close();
});
