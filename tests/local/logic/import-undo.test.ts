import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { checksums, importRows, type SentRow, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertRecords } from "../harness/records.ts";

const COLUMN = { has_recorder_column: true };

function manyRows(count: number): SentRow[] {
  return Array.from({ length: count }, (_, n) =>
    sentRow({ cell: 28893760 + (n % 10), count: n % 4, recorder: n % 3 }),
  );
}

eachDatabase("undoing an import", (db) => {
  /** Imports rows that must all be taken. */
  const take = async (organisation: TestOrganisation, rows: readonly SentRow[], batch = randomUUID()) => {
    const { accepted, rejected } = await importRows(db(), organisation, rows, { ...COLUMN, batch });
    expect({ accepted, rejected }).toEqual({ accepted: rows.length, rejected: [] });
    return batch;
  };
  const undo = (organisation: TestOrganisation, batch: string, nth = 0) =>
    call(db(), organisation.account("lead", nth), "undo_batch", { batch });

  test("row counts and checksums of every table of records are back to what they were", async () => {
    const organisation = await makeOrganisation(db());
    await take(organisation, manyRows(40));
    const before = await checksums(db(), ["import_batch"]);
    const batch = await take(organisation, manyRows(60));
    const during = await checksums(db(), ["import_batch"]);
    expect(during["visit"]?.rows).toBeGreaterThan(before["visit"]?.rows ?? 0);
    expect(await undo(organisation, batch)).toEqual({ visits: 30, encounters: 45, contacts: 90 });
    expect(await checksums(db(), ["import_batch"])).toEqual(before);
  });

  test("the first import of an account leaves nothing behind either, not even its recorder", async () => {
    const organisation = await makeOrganisation(db());
    const before = await checksums(db(), ["import_batch"]);
    const batch = await take(organisation, manyRows(10));
    await undo(organisation, batch);
    expect(await checksums(db(), ["import_batch"])).toEqual(before);
  });

  test("an account that also recorded in the field keeps its recorder and its records", async () => {
    const organisation = await makeOrganisation(db());
    const account = organisation.account("lead");
    const record = { account, team: organisation.team(), cell: 28893760, service_date: "2026-03-02" };
    await insertRecords(db(), organisation.id, [record]);
    const before = await checksums(db(), ["import_batch"]);
    const batch = await take(organisation, manyRows(10));
    await undo(organisation, batch);
    expect(await checksums(db(), ["import_batch"])).toEqual(before);
  });

  test("a property: two files that share rows, either one undone, leave what the other brought", async () => {
    const property = fc.asyncProperty(fc.nat(12), fc.nat(12), fc.boolean(), async (shared, own, first) => {
      const organisation = await makeOrganisation(db());
      const common = manyRows(shared + 1);
      const files = [
        { batch: randomUUID(), rows: [...common, ...manyRows(own + 1)] },
        { batch: randomUUID(), rows: [...common, ...manyRows(own + 1)] },
      ];
      for (const { batch, rows } of files) await importRows(db(), organisation, rows, { ...COLUMN, batch });
      const gone = files[first ? 0 : 1];
      await undo(organisation, gone?.batch ?? "");
      const [left] = await owned(
        db(),
        "select count(*) as rows from field.import_row r join field.import_batch b on b.id = r.batch_id where b.organisation_id = $1",
        [organisation.id],
      );
      // The rows that both files had belong to the file that came first, and go with it.
      expect(left).toEqual({ rows: first ? own + 1 : shared + own + 2 });
    });
    await fc.assert(property, { numRuns: 6 });
  });

  test("after an undo the same file can be imported again, as the same batch", async () => {
    const organisation = await makeOrganisation(db());
    const rows = manyRows(12);
    const batch = await take(organisation, rows);
    const first = await owned(db(), "select count(*) as n from field.contact where organisation_id = $1", [
      organisation.id,
    ]);
    await undo(organisation, batch);
    await take(organisation, rows, batch);
    const again = await owned(db(), "select count(*) as n from field.contact where organisation_id = $1", [
      organisation.id,
    ]);
    expect(again).toEqual(first);
  });

  test("an import is undone once; unknown and undone are told apart only to its importer", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 2 } });
    const batch = await take(organisation, [sentRow()]);
    expect(await refusal(undo(organisation, batch, 1))).toBe("RP002");
    expect(await undo(organisation, batch)).toEqual({ visits: 1, encounters: 1, contacts: 1 });
    expect(await refusal(undo(organisation, batch))).toBe("RP003");
    expect(await refusal(undo(organisation, batch, 1))).toBe("RP002");
    expect(await refusal(undo(organisation, randomUUID()))).toBe("RP002");
  });

  test("neither another lead nor another organisation can undo, list or add to an import by its stored id", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 2 } });
    const other = await makeOrganisation(db());
    await take(organisation, manyRows(5));
    const own = await call<{ batches: { id: string }[] }>(db(), organisation.account("lead"), "batches");
    const stored = own.batches[0]?.id ?? "";
    const before = await checksums(db());
    for (const account of [organisation.account("lead", 1), other.account("lead")]) {
      expect(await refusal(call(db(), account, "undo_batch", { batch: stored }))).toBe("RP002");
      expect(await call(db(), account, "batches")).toEqual({ batches: [] });
    }
    expect(await checksums(db())).toEqual(before);
    expect(await call(db(), organisation.account("lead"), "undo_batch", { batch: stored })).toHaveProperty(
      "visits",
      5,
    );
  });

  test("what a window published stays published", async () => {
    const organisation = await makeOrganisation(db());
    const batch = await take(organisation, manyRows(10));
    await publishInvented(organisation);
    const released = () =>
      owned(
        db(),
        "select c.* from release.cell c join release.window w on w.id = c.window_id where w.organisation_id = $1",
        [organisation.id],
      );
    const before = await released();
    await undo(organisation, batch);
    expect(before).toHaveLength(1);
    expect(await released()).toEqual(before);
  });

  /** A published window with one shown leaf, written past the rules. */
  async function publishInvented(organisation: TestOrganisation): Promise<void> {
    await owned(
      db(),
      `with policy as (select id from release.policy where organisation_id = $1),
       season as (
         insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
         select $1, id, '2026-01-05', '2027-01-03', false, now() from policy returning id
       ),
       leaf as (insert into release.leaf (season_id) select id from season returning id),
       published as (
         insert into release.window (organisation_id, season_id, policy_id, tier, starts_on, ends_on, published_at)
         select $1, season.id, policy.id, 'lead', '2026-01-05', '2026-04-05', now() from season, policy returning id
       )
       insert into release.cell (window_id, breakdown, category, leaf_id, class)
       select published.id, 'total', 'all', leaf.id, 1 from published, leaf`,
      [organisation.id],
    );
  }
});
