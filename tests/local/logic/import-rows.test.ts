import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importArgs, importRows, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

/** Rows that are refused, by the code that says why. */
const BAD: readonly (readonly [code: string, what: string, row: unknown])[] = [
  ["bad_value", "no object", 7],
  ["bad_value", "null", null],
  ["bad_value", "a list", []],
  ["bad_value", "an empty object", {}],
  ["bad_value", "an id that is no uuid", sentRow({ id: "1" })],
  ["bad_cell", "no cell", { ...sentRow(), cell: null }],
  ["bad_cell", "a cell as text", { ...sentRow(), cell: "28893760" }],
  ["bad_cell", "a cell below the grid", sentRow({ cell: -1 })],
  ["bad_cell", "a cell beyond the grid", sentRow({ cell: 100_000_000 })],
  ["bad_cell", "half a cell", sentRow({ cell: 28893760.5 })],
  ["bad_value", "a day of no month", sentRow({ service_date: "2026-02-30" })],
  ["bad_value", "a day in another form", sentRow({ service_date: "03/03/2026" })],
  ["bad_value", "a day of the year 1989", sentRow({ service_date: "1989-12-31" })],
  ["date_in_future", "tomorrow", sentRow({ service_date: "2026-06-02" })],
  ["bad_slot", "an unknown slot", sentRow({ slot: "noon" })],
  ["bad_slot", "no slot", { ...sentRow(), slot: null }],
  ["bad_count", "a count of 501", sentRow({ count: 501 })],
  ["bad_count", "a negative count", sentRow({ count: -1 })],
  ["bad_count", "half a youth", sentRow({ count: 0.5 })],
  ["bad_count", "a count as text", { ...sentRow(), count: "1" }],
  ["bad_place_kind", "an encounter without a place", sentRow({ place_kind: null })],
  ["bad_place_kind", "an unknown place", { ...sentRow(), place_kind: "home" }],
  ["bad_outcome", "an unknown outcome", { ...sentRow(), outcome: "fled" }],
  ["bad_outcome", "youths met and the outcome nobody", sentRow({ outcome: "nobody" })],
  ["bad_outcome", "nobody met and the outcome met", sentRow({ count: 0, outcome: "met" })],
  ["bad_value", "25 hours", sentRow({ minutes: 1500 })],
  ["bad_value", "negative minutes", sentRow({ minutes: -5 })],
  ["bad_value", "an unknown gender", { ...sentRow(), gender: "X" }],
  ["bad_value", "an unknown age band", { ...sentRow(), age_band: "17" }],
  ["bad_value", "a word for yes", { ...sentRow(), first_time: "oui" }],
  ["bad_value", "more seen again than met", sentRow({ seen_recently: 2 })],
  ["bad_value", "a recorder where the file has no such column", sentRow({ recorder: 1 })],
];

eachDatabase("import rows", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db());
  });

  test.each(BAD)("a row is refused with %s: %s", async (code, _, row) => {
    const answer = await importRows(db(), organisation, [row]);
    expect(answer).toEqual({ accepted: 0, repeated: 0, rejected: [{ index: 0, code }], done: true });
  });

  test("bad rows are told by their index, and the good ones beside them are stored", async () => {
    const rows = [sentRow(), ...BAD.map(([, , row]) => row), sentRow({ count: 0, place_kind: null })];
    const answer = await importRows(db(), organisation, rows);
    expect(answer.accepted).toBe(2);
    expect(answer.rejected).toEqual(BAD.map(([code], at) => ({ index: at + 1, code })));
  });

  test("a row with a count of 7 is one encounter with 7 contacts, 2 of them already met", async () => {
    const fresh = await makeOrganisation(db());
    await importRows(db(), fresh, [sentRow({ count: 7, seen_recently: 2, minutes: 30, gender: null })]);
    const [visit] = await owned(
      db(),
      `select v.cell, v.service_date, v.slot, v.minutes, v.outcome, r.status, r.team_id,
         (select count(*) from field.encounter e where e.visit_id = v.id) as encounters,
         (select count(*) from field.contact c where c.organisation_id = v.organisation_id) as contacts,
         (select count(*) from field.contact c where c.organisation_id = v.organisation_id and c.seen_recently) as seen,
         (select string_agg(distinct c.gender::text, ',') from field.contact c where c.organisation_id = v.organisation_id)
           as gender
       from field.visit v join field.round r on r.id = v.round_id where v.organisation_id = $1`,
      [fresh.id],
    );
    expect(visit).toEqual({
      cell: 28893760,
      service_date: "2026-03-03",
      slot: "evening",
      minutes: 30,
      outcome: "met",
      status: "done",
      team_id: fresh.team(),
      encounters: 1,
      contacts: 7,
      seen: 2,
      gender: "?",
    });
  });

  test("rows of one cell, day and slot are one visit, and nobody met is a visit too", async () => {
    const fresh = await makeOrganisation(db());
    const empty = { count: 0, place_kind: null, cell: 28893761 };
    await importRows(db(), fresh, [
      sentRow(),
      sentRow({ count: 2 }),
      sentRow(empty),
      sentRow({ slot: "night" }),
    ]);
    const rows = await owned(
      db(),
      "select cell, slot, outcome from field.visit where organisation_id = $1 order by cell, slot",
      [fresh.id],
    );
    expect(rows).toEqual([
      { cell: 28893760, slot: "evening", outcome: "met" },
      { cell: 28893760, slot: "night", outcome: "met" },
      { cell: 28893761, slot: "evening", outcome: "nobody" },
    ]);
  });

  test("the day of the service clock is the last that can be imported", async () => {
    const row = sentRow({ service_date: "2026-06-01" });
    const today = await importRows(db(), organisation, [row], {}, { today: "2026-06-01" });
    expect(today.accepted).toBe(1);
    const before = await importRows(
      db(),
      organisation,
      [sentRow({ ...row, id: randomUUID() })],
      {},
      { today: "2026-05-31" },
    );
    expect(before.rejected).toEqual([{ index: 0, code: "date_in_future" }]);
  });

  test("every contact has a contributor of its own, made by the server", async () => {
    const fresh = await makeOrganisation(db());
    const forged = { ...sentRow({ count: 3 }), contributor: randomUUID(), contact: randomUUID() };
    await importRows(db(), fresh, [forged]);
    const rows = await owned(
      db(),
      "select distinct contributor from field.contact where organisation_id = $1",
      [fresh.id],
    );
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row["contributor"])).not.toContain(forged.contributor);
  });

  test.each([
    ["5,001 rows", () => ({ rows: Array.from({ length: 5001 }, () => sentRow()) }), "RP007"],
    [
      "counts of more than 50,000",
      () => ({ rows: Array.from({ length: 101 }, () => sentRow({ count: 500 })) }),
      "RP007",
    ],
    ["rows that are no list", () => ({ rows: { id: 1 } }), "RP001"],
    ["rows that are null", () => ({ rows: null }), "RP001"],
    ["no batch", () => ({ batch: null }), "RP001"],
    ["a digest that is too short", () => ({ file_digest: "abc" }), "RP001"],
    ["no word on whether it ends", () => ({ finish: null }), "RP001"],
    ["no word on its recorder column", () => ({ has_recorder_column: null }), "RP001"],
    ["an unknown team", () => ({ team: randomUUID() }), "RP002"],
    ["no team", () => ({ team: null }), "RP002"],
  ])("a call with %s is refused whole", async (_, fields, code) => {
    const args = { ...importArgs(organisation, [sentRow()]), ...fields() };
    const lead = organisation.account("lead");
    expect(await refusal(call(db(), lead, "import_batch", args, { today: "2026-06-01" }))).toBe(code);
  });

  test("another organisation's team is as unknown as any", async () => {
    const other = await makeOrganisation(db());
    expect(await refusal(importRows(db(), organisation, [sentRow()], { team: other.team() }))).toBe("RP002");
  });

  test("a lead imports for the own team only, and another team's file leaves nothing behind", async () => {
    const fresh = await makeOrganisation(db(), { members: { lead: 2 } });
    const args = importArgs(fresh, [sentRow()]);
    const attempt = (lead: number, team: number) =>
      call(
        db(),
        fresh.account("lead", lead),
        "import_batch",
        { ...args, team: fresh.team(team) },
        {
          today: "2026-06-01",
        },
      );
    expect(await refusal(attempt(0, 1))).toBe("42501");
    expect(await refusal(attempt(1, 0))).toBe("42501");
    const batches = await owned(db(), "select from field.import_batch where organisation_id = $1", [
      fresh.id,
    ]);
    expect(batches).toEqual([]);
    expect(await attempt(1, 1)).toMatchObject({ accepted: 1 });
  });

  test("5,000 rows go through in one call", async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => sentRow({ cell: 28893760 + (n % 50), count: n % 4 }));
    expect(await importRows(db(), organisation, rows)).toEqual({
      accepted: 5000,
      repeated: 0,
      rejected: [],
      done: true,
    });
  });
});
