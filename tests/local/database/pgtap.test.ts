import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { eachKind, openMigrated } from "../harness/each-database.ts";
import { runPgtap } from "../harness/pgtap.ts";

const FOLDER = join(import.meta.dirname, "../../../supabase/tests");
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".sql"));
const HOUSE_RULES = readFileSync(join(FOLDER, "house-rules.sql"), "utf8");

/** A breach of each rule, and the rule that must find it. */
const BREACHES: readonly (readonly [rule: RegExp, breach: string])[] = [
  [/use a schema other than api/, "grant usage on schema field to authenticated"],
  [/create anything in api/, "grant create on schema api to anon"],
  [/api holds no relation/, "create view api.peek as select 1 as one"],
  [/api holds no type/, "create type api.mood as enum ('good')"],
  [/row-level security/, "create table field.open (id integer)"],
  [/no table, view or sequence/, "grant select on field.contact to authenticated"],
  [/no table, view or sequence/, "grant usage on sequence release.season_id_seq to service_role"],
  [/no column is granted/, "grant select (cell) on field.visit to anon"],
  [/empty search_path/, "create function org.loose() returns integer language sql as 'select 1'"],
  [
    /rights of their owner/,
    "create function org.strong() returns integer language sql security definer as 'select 1'",
  ],
  [/rights of their owner/, "create function api.weak() returns integer language sql as 'select 1'"],
  [/execute a function outside api/, "grant execute on function org.caller() to authenticated"],
  [/call every function of api/, "revoke execute on function api.me() from authenticated"],
  [/without an account/, "grant execute on function api.teams() to anon"],
  [/every foreign key/, "drop index field.visit_round_id_idx"],
  [/schema says/, "comment on schema grid is null"],
  [/table says/, "comment on table org.team is null"],
  [/function says/, "comment on function org.caller() is null"],
  [/hold a coordinate/, "alter table field.visit add column place extensions.geometry"],
  [/hold a coordinate/, "alter table field.site add column longitude double precision"],
  [
    /new function of api is closed/,
    "alter default privileges in schema api grant execute on functions to anon",
  ],
  [/new table is closed/, "alter default privileges in schema field grant select on tables to authenticated"],
];

eachKind("pgTAP", (kind) => {
  let db: Database;

  beforeAll(async () => {
    db = await openMigrated(kind, { pgtap: true });
  });

  afterAll(() => db?.close());

  test.each(FILES)("%s passes", async (file) => {
    const assertions = await runPgtap(db, readFileSync(join(FOLDER, file), "utf8"));
    expect(assertions.filter(({ ok }) => !ok)).toEqual([]);
  });

  test.each(BREACHES)("the rule %s finds: %s", async (rule, breach) => {
    const assertions = await runPgtap(db, HOUSE_RULES, [breach]);
    const broken = assertions.filter(({ ok }) => !ok).map(({ description }) => description);
    expect(broken).toContainEqual(expect.stringMatching(rule));
  });
});
