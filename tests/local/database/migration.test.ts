import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { writeMigration } from "../../../supabase/release-logic/write-migration.ts";

const FIRST = join(import.meta.dirname, "../../../supabase/migrations/20261125090000_schemas.sql");
const NOW = new Date("2026-12-01T10:20:30Z");

let folder = "";
const migrations = () => join(folder, "migrations");
const logic = () => join(folder, "logic");

/** A function with its comment, in a file of the room `team`. */
function logicFile(name: string, head: string, body: string): void {
  const sql = `create or replace function ${head}
language sql stable
set search_path = ''
as $$
  ${body}
$$;
comment on function org.${name} is 'A test''s function.';
`;
  writeFileSync(join(logic(), "team", `${name.replace(/\W.*/, "")}.fn.sql`), sql);
}

function release(name: string): Promise<string | undefined> {
  return writeMigration({
    name,
    migrations: migrations(),
    logic: logic(),
    now: NOW,
    platform: inject("dumps").platform,
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "repere-release-"));
  mkdirSync(migrations());
  mkdirSync(join(logic(), "team"), { recursive: true });
  cpSync(FIRST, join(migrations(), "20261125090000_schemas.sql"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the first release holds every logic file, and a second run has nothing to release", async () => {
  logicFile("one(integer)", "org.one(n integer)\nreturns integer", "select n + org.two(n)");
  logicFile("two(integer)", "org.two(n integer)\nreturns integer", "select 2 * n");
  const file = await release("first_logic");
  expect(file).toBe(join(migrations(), "20261201102030_first_logic.sql"));
  const sql = readFileSync(file ?? "", "utf8");
  expect(sql.match(/^-- logic: .*$/gm)).toEqual(["-- logic: team/one.fn.sql", "-- logic: team/two.fn.sql"]);
  expect(await release("again")).toBeUndefined();
  expect(readdirSync(migrations())).toHaveLength(2);
});

test("a later release holds only changed files, under a later stamp, and drops what is gone or has another result", async () => {
  logicFile("stays(integer)", "org.stays(n integer)\nreturns integer", "select n");
  logicFile("changes(integer)", "org.changes(n integer)\nreturns integer", "select n");
  logicFile("widens(integer)", "org.widens(n integer)\nreturns integer", "select n");
  logicFile("goes(integer)", "org.goes(n integer)\nreturns integer", "select n");
  await release("first_logic");

  logicFile("changes(integer)", "org.changes(n integer)\nreturns integer", "select n + 1");
  logicFile("widens(integer)", "org.widens(number integer)\nreturns bigint", "select number::bigint");
  rmSync(join(logic(), "team/goes.fn.sql"));
  const file = await release("second_logic");
  expect(file).toBe(join(migrations(), "20261201102031_second_logic.sql"));
  const sql = readFileSync(file ?? "", "utf8");
  expect(sql).toContain("drop function org.goes(integer), org.widens(integer);");
  expect(sql.match(/^-- logic: .*$/gm)).toEqual([
    "-- logic: team/changes.fn.sql",
    "-- logic: team/widens.fn.sql",
  ]);
  expect(await release("again")).toBeUndefined();
});

test("what was dropped and comes back is released again, word for word", async () => {
  const write = () => logicFile("returns(integer)", "org.returns(n integer)\nreturns integer", "select n");
  write();
  logicFile("stays(integer)", "org.stays(n integer)\nreturns integer", "select n");
  await release("first_logic");
  rmSync(join(logic(), "team/returns.fn.sql"));
  await release("second_logic");
  write();
  const file = await release("third_logic");
  expect(readFileSync(file ?? "", "utf8")).toContain("-- logic: team/returns.fn.sql");
});

test("logic that does not apply leaves no migration, and its error says why", async () => {
  logicFile("wrong(integer)", "org.wrong(n integer)\nreturns nothing_known", "select n");
  await expect(release("wrong_logic")).rejects.toThrow(/nothing_known/);
  expect(readdirSync(migrations())).toHaveLength(1);
});

test("a name that is no file name is refused", async () => {
  await expect(release("../escape")).rejects.toThrow(/name/);
});
