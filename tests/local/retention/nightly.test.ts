import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import type { Gateway } from "../../../supabase/local/gateway.ts";
import { isNightDue, publishAll, retainAll, runAll } from "../../../supabase/local/nightly.ts";
import { SECRET } from "../../attacks/port/keys.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importRows, sentRow } from "../harness/imports.ts";
import { insertCounts } from "../institutions/institutions.ts";
import { PUBLISHING } from "../release/publishing.ts";
import { TODAY, withAgedRecords } from "./aged.ts";

const CLOSED = () => Promise.reject(new Error("no database"));
const IDLE: Gateway = {
  db: { kind: "pglite", transaction: CLOSED, exec: CLOSED, close: CLOSED },
  keys: tokenKeys(randomBytes(32)),
  releaseSecret: undefined,
  today: TODAY,
  now: () => new Date(),
  trustProxy: false,
  log: () => undefined,
};

const gatewayOf = (db: Database, others: Partial<Gateway> = {}): Gateway => ({ ...IDLE, db, ...others });

test("a night is due once its hour has come since the last work, also after days of sleep or with the clock set back", () => {
  const at = (day: number, hour: number) => new Date(2026, 5, day, hour, 30);
  expect(isNightDue(undefined, at(1, 12))).toBe(true);
  expect(isNightDue(at(1, 12), at(1, 23))).toBe(false);
  expect(isNightDue(at(1, 12), at(2, 3))).toBe(false);
  expect(isNightDue(at(1, 12), at(2, 4))).toBe(true);
  expect(isNightDue(at(2, 4), at(2, 5))).toBe(false);
  expect(isNightDue(at(2, 4), at(9, 1))).toBe(true);
  expect(isNightDue(at(9, 1), at(2, 4))).toBe(false);
});

test("a part that fails is named in the log, without its message, and the parts after it run", async () => {
  const said: string[] = [];
  let ran = 0;
  await runAll(
    { ...IDLE, log: (line) => said.push(line) },
    {
      first: () => Promise.reject(new DatabaseError("a row of somebody", "22023")),
      second: () => Promise.reject(new Error("a path of somebody")),
      third: async () => {
        ran += 1;
      },
    },
  );
  expect([said, ran]).toEqual([["first failed 22023", "second failed unexpectedly"], 1]);
});

eachDatabase("the nightly work", (db) => {
  test("retains every organisation, goes on after one that fails, and says only a code", async () => {
    const organisations = [
      await withAgedRecords(db()),
      await withAgedRecords(db()),
      await withAgedRecords(db()),
    ];
    const broken = [...organisations].sort((a, b) => a.id.localeCompare(b.id))[1];
    // A time zone that does not exist: whatever asks for that organisation's day fails.
    await owned(db(), "update org.organisation set time_zone = 'Nowhere/At_all' where id = $1", [broken?.id]);
    const said: string[] = [];
    const gateway = gatewayOf(db(), { log: (line) => said.push(line) });
    await retainAll(gateway);
    const rows = await owned(
      db(),
      "select o.id, (select count(*)::integer from field.contact c where c.organisation_id = o.id) as contacts from org.organisation o",
    );
    const left = new Map(rows.map((row) => [row["id"], row["contacts"]]));
    for (const { id } of organisations) expect(left.get(id)).toBe(id === broken?.id ? 108 : 54);
    expect(said).toEqual(["retention failed 22023"]);
  });

  test("applied twice in a night it writes one line in the log, and again after twelve hours", async () => {
    const { id } = await withAgedRecords(db());
    await Promise.all([retainAll(gatewayOf(db())), retainAll(gatewayOf(db()))]);
    const lines = async () => {
      const rows = await owned(
        db(),
        "select count(*)::integer as n from audit.event where organisation_id = $1 and action = 'retention_applied'",
        [id],
      );
      return rows[0]?.["n"];
    };
    expect(await lines()).toBe(1);
    await retainAll(gatewayOf(db()));
    expect(await lines()).toBe(1);
  });
});

eachDatabase("publication by itself", (db) => {
  const servers = () =>
    [SECRET, SECRET].map((releaseSecret) => gatewayOf(db(), { releaseSecret, today: "2024-12-01" }));
  const windows = async (id: string) =>
    owned(
      db(),
      `select tier, team_id, layer, starts_on, count(*)::integer as n, bool_and(published_by is null) as by_nobody
       from release.window where organisation_id = $1 group by 1, 2, 3, 4 order by 4, 1, 2, 3`,
      [id],
    );
  const due = async (id: string) =>
    owned(db(), "select * from release.due_work($1)", [id], { "repere.today": "2024-12-01" });

  test("two servers publish every window that came due while they stood still, each once", async () => {
    const { id } = await withAgedRecords(db());
    const before = (await windows(id)).length;
    const waiting = (await due(id)).length;
    expect(waiting).toBeGreaterThan(1);
    await Promise.all(servers().map(publishAll));
    const after = await windows(id);
    expect(after.length).toBe(before + waiting);
    expect(after.every(({ n }) => n === 1)).toBe(true);
    expect(await due(id)).toEqual([]);
  });

  test("quarters of institutional contacts follow, each once", async () => {
    const { id } = await withAgedRecords(db());
    const [known] = await owned(db(), "select id from field.recorder where organisation_id = $1 limit 1", [
      id,
    ]);
    const recorder = String(known?.["id"]);
    await insertCounts(db(), id, [{ recorder, quarter: "2024-04-01", people: 3 }]);
    const quarters = (rows: string) =>
      owned(db(), rows, [id], { "repere.today": "2024-12-01" }).then((found) => found.map(({ day }) => day));
    const waiting = "select quarter::text as day from release.institutional_quarters($1) where is_due";
    const expected = await quarters(waiting);
    expect(expected).toContain("2024-04-01");
    await Promise.all(servers().map(publishAll));
    expect(await quarters(waiting)).toEqual([]);
    expect(
      await quarters(
        "select quarter::text as day from release.institutional_quarter where organisation_id = $1 order by 1",
      ),
    ).toEqual(expected);
  });

  test("without the key nothing is published", async () => {
    const { id } = await withAgedRecords(db());
    const before = await windows(id);
    await publishAll(gatewayOf(db(), { today: "2024-12-01" }));
    expect(await windows(id)).toEqual(before);
  });

  test("a young import is waited for, and one whose recorder column nobody approved for two weeks", async () => {
    const organisation = await withAgedRecords(db());
    const { id } = organisation;
    const itself = async (today: string) => {
      const rows = await owned(db(), "select release.publishes_itself($1) as yes", [id], {
        "repere.today": today,
      });
      return rows[0]?.["yes"];
    };
    const rows = [sentRow({ service_date: "2024-08-30" })];
    await importRows(db(), organisation, rows, {}, { today: "2024-12-01" });
    expect([await itself("2024-12-01"), await itself("2024-12-02"), await itself("2024-12-04")]).toEqual([
      ...[false, false, true],
    ]);
    await owned(db(), "update field.import_batch set has_recorder_column = true where organisation_id = $1", [
      id,
    ]);
    expect([await itself("2024-12-04"), await itself("2024-12-16")]).toEqual([false, true]);
    await owned(
      db(),
      "update field.import_batch set recorder_approved_at = now() where organisation_id = $1",
      [id],
    );
    expect(await itself("2024-12-04")).toBe(true);
    const before = (await windows(id)).length;
    await Promise.all(servers().map((each) => publishAll({ ...each, today: "2024-12-02" })));
    expect((await windows(id)).length).toBe(before);
  });

  test("pg_cron is given the jobs where it is installed, and only there", async () => {
    const scheduled = () => owned(db(), "select release.schedule_jobs() as done");
    expect(await scheduled()).toEqual([{ done: false }]);
    // What pg_cron's own function takes and returns.
    await owned(db(), "create schema cron");
    await owned(db(), "create table cron.job (jobname text primary key, schedule text, command text)");
    await owned(
      db(),
      `create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as
       $$ insert into cron.job values ($1, $2, $3) on conflict (jobname) do update set schedule = excluded.schedule returning 1::bigint $$`,
    );
    expect(await scheduled()).toEqual([{ done: true }]);
    expect(await scheduled()).toEqual([{ done: true }]);
    const jobs = await owned(db(), "select jobname, command from cron.job order by 1");
    expect(jobs.map(({ jobname }) => jobname)).toEqual(["repere-publish", "repere-retain"]);
    const { id } = await withAgedRecords(db());
    const before = (await windows(id)).length;
    for (const { command } of jobs) {
      await owned(db(), String(command), [], { ...PUBLISHING, "repere.today": "2024-12-01" });
    }
    expect((await windows(id)).length).toBe(before + 1);
    await owned(db(), "drop schema cron cascade");
  });
});
