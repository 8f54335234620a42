import { randomUUID } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase, type Kind } from "../harness/each-database.ts";
import { importRows, type SentRow, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

/** Invented rows over few cells, days and slots, so that many meet in one visit. */
const rowsArbitrary: fc.Arbitrary<SentRow[]> = fc
  .uniqueArray(
    fc.record({
      id: fc.uuid(),
      cell: fc.constantFrom(28893760, 28893761, 28903760),
      service_date: fc.constantFrom("2026-03-02", "2026-03-03", "2026-04-20"),
      slot: fc.constantFrom("evening", "night"),
      count: fc.integer({ min: 0, max: 4 }),
      place_kind: fc.constantFrom("wandering" as const, "activity" as const),
      minutes: fc.option(fc.integer({ min: 0, max: 90 })),
      recorder: fc.option(fc.integer({ min: 0, max: 2 })),
    }),
    { minLength: 1, maxLength: 14, selector: ({ id }) => id },
  )
  .map((rows) => rows.map((row) => sentRow({ ...row, gender: null, age_band: "13-15" })));

/** Calls that together bring every row: shuffled, cut anywhere, with some calls sent again. */
function sendings(rows: readonly SentRow[]): fc.Arbitrary<SentRow[][]> {
  const shuffled = fc.shuffledSubarray([...rows], { minLength: rows.length });
  const again = fc.array(fc.subarray([...rows], { minLength: 1 }), { maxLength: 2 });
  const cuts = fc.array(fc.integer({ min: 0, max: rows.length }), { maxLength: 3 });
  return fc.tuple(shuffled, cuts, again).map(([order, places, repeats]) => {
    const edges = [0, ...places.sort((a, b) => a - b), order.length];
    const parts = edges.slice(1).map((edge, at) => order.slice(edges[at], edge));
    return [...parts, ...repeats];
  });
}

/** What the organisation holds, without the ids that differ from one organisation to another. */
async function contents(db: Database, organisation: TestOrganisation): Promise<unknown> {
  const visits = await owned(
    db,
    `select v.cell, v.service_date, v.slot, v.minutes, v.outcome, c.ordinal,
       (select count(*) from field.encounter e where e.visit_id = v.id) as encounters,
       (select json_agg(json_build_array(e.place_kind, (select count(*) from field.contact k where k.encounter_id = e.id),
          (select count(distinct k.contributor) from field.contact k where k.encounter_id = e.id)) order by e.place_kind,
          (select count(*) from field.contact k where k.encounter_id = e.id))::text
        from field.encounter e where e.visit_id = v.id) as met
     from field.visit v left join field.recorder c on c.id = v.column_recorder_id
     where v.organisation_id = $1 order by v.service_date, v.slot, v.cell, c.ordinal`,
    [organisation.id],
  );
  const rounds = await owned(
    db,
    "select service_date, slot, status from field.round where organisation_id = $1 order by service_date, slot",
    [organisation.id],
  );
  return { visits, rounds };
}

/** Fewer runs on PGlite, whose opening already takes seconds. */
const RUNS: Readonly<Record<Kind, number>> = { pglite: 12, postgres: 25 };

eachDatabase("import once", (db, kind) => {
  test("the same rows in any order, cut anywhere and sent again make the same records", async () => {
    const property = fc.asyncProperty(
      rowsArbitrary.chain((rows) => fc.tuple(fc.constant(rows), sendings(rows))),
      async ([rows, calls]) => {
        const [whole, parts] = [await makeOrganisation(db()), await makeOrganisation(db())];
        const column = { has_recorder_column: true };
        const once = await importRows(db(), whole, rows, column);
        expect(once).toMatchObject({ accepted: rows.length, repeated: 0, rejected: [] });
        let accepted = 0;
        const batch = { ...column, batch: randomUUID(), finish: false };
        for (const call of calls) accepted += (await importRows(db(), parts, call, batch)).accepted;
        await importRows(db(), parts, [], { ...batch, finish: true });
        expect(accepted).toBe(rows.length);
        expect(await contents(db(), parts)).toEqual(await contents(db(), whole));
      },
    );
    await fc.assert(property, { numRuns: RUNS[kind] });
  });

  test("a second import of the same file, as the same or as another batch, changes nothing", async () => {
    const organisation = await makeOrganisation(db());
    const rows = Array.from({ length: 30 }, (_, n) => sentRow({ count: n % 3, cell: 28893760 + (n % 7) }));
    const batch = randomUUID();
    await importRows(db(), organisation, rows, { batch });
    const before = await contents(db(), organisation);
    const [listed] = await batchesOf(organisation);
    expect(await importRows(db(), organisation, rows, { batch })).toEqual({
      accepted: 0,
      repeated: 30,
      rejected: [],
      done: true,
    });
    expect((await batchesOf(organisation))[0]).toEqual(listed);
    expect(await importRows(db(), organisation, rows)).toMatchObject({ accepted: 0, repeated: 30 });
    expect(await contents(db(), organisation)).toEqual(before);
  });

  test("the same id twice in one call is one row: the first", async () => {
    const organisation = await makeOrganisation(db());
    const row = sentRow({ count: 2 });
    const answer = await importRows(db(), organisation, [row, { ...row, count: 9 }]);
    expect(answer).toMatchObject({ accepted: 1, repeated: 1 });
    const contacts = await owned(db(), "select id from field.contact where organisation_id = $1", [
      organisation.id,
    ]);
    expect(contacts).toHaveLength(2);
  });

  test("calls of one batch that meet at the same moment store each row once", async () => {
    const organisation = await makeOrganisation(db());
    const rows = Array.from({ length: 40 }, (_, n) => sentRow({ cell: 28893760 + (n % 4) }));
    const batch = { batch: randomUUID(), finish: false };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => importRows(db(), organisation, rows, batch)),
    );
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(40);
    const contacts = await owned(db(), "select id from field.contact where organisation_id = $1", [
      organisation.id,
    ]);
    expect(contacts).toHaveLength(40);
  });

  test("files of one account that share rows and are sent at the same moment store each row once", async () => {
    const organisation = await makeOrganisation(db());
    const rows = Array.from({ length: 60 }, (_, n) => sentRow({ cell: 28893760 + (n % 4) }));
    const files = [rows, rows.toReversed(), rows.slice(20)];
    const answers = await Promise.all(files.map((file) => importRows(db(), organisation, file)));
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(60);
  });

  test("two accounts that send the same row ids do not meet: ids tell nothing about another account's files", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 2 } });
    const rows = [sentRow(), sentRow({ count: 3 })];
    const batch = randomUUID();
    expect(await importRows(db(), organisation, rows, { batch })).toMatchObject({ accepted: 2 });
    const args = {
      batch,
      team: organisation.team(1),
      file_digest: "cd".repeat(32),
      has_recorder_column: false,
    };
    const second = await call(
      db(),
      organisation.account("lead", 1),
      "import_batch",
      { ...args, rows, finish: true },
      { today: "2026-06-01" },
    );
    expect(second).toEqual({ accepted: 2, repeated: 0, rejected: [], done: true });
  });

  test("a batch keeps its file and its kind of column", async () => {
    const organisation = await makeOrganisation(db());
    const batch = randomUUID();
    await importRows(db(), organisation, [sentRow()], { batch });
    for (const fields of [{ file_digest: "ee".repeat(32) }, { has_recorder_column: true }]) {
      expect(await refusal(importRows(db(), organisation, [sentRow()], { batch, ...fields }))).toBe("RP004");
    }
  });

  async function batchesOf(organisation: TestOrganisation): Promise<unknown[]> {
    const { batches } = await call<{ batches: unknown[] }>(db(), organisation.account("lead"), "batches");
    return batches;
  }
});
