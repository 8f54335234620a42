import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { insertMeetings, type Meeting, makeRecorders, youths } from "./meetings.ts";
import { publishWindow, storedCells } from "./publishing.ts";

const CELL = 28883760;
const LEAD = { tier: "lead", team: null, startsOn: "2024-01-01", endsOn: "2024-03-31" } as const;

async function shownLeaves(db: Database, organisation: TestOrganisation, educator = false): Promise<number> {
  const asked = educator
    ? ({ tier: "educator", team: organisation.team(), startsOn: "2024-01-01", endsOn: "2024-01-28" } as const)
    : LEAD;
  const window = await publishWindow(db, organisation.id, asked, "2024-06-01");
  return (await storedCells(db, window.id)).size;
}

/** So many youths each, one encounter a youth, on days in turn. */
function records(organisation: TestOrganisation, split: readonly (readonly [string, number])[]): Meeting[] {
  const writers = split.flatMap(([recorder, count]) => Array.from({ length: count }, () => recorder));
  return writers.map((recorder, nth) => ({
    recorder,
    team: organisation.team(),
    cell: CELL,
    day: `2024-01-0${1 + (nth % 9)}`,
    youths: youths(1),
  }));
}

/** An import of 60 youths (or `count`) by one account whose file names twenty recorders (or `values`). */
async function importWithColumn(
  db: Database,
  organisation: TestOrganisation,
  approved: boolean,
  { count = 60, values = 20 } = {},
): Promise<void> {
  const [importer = ""] = await makeRecorders(db, organisation.id, 1);
  const batch = randomUUID();
  await owned(
    db,
    `insert into field.import_batch (id, organisation_id, team_id, importer, file_digest, started_at, finished_at,
       has_recorder_column, recorder_approved_at)
     values ($1, $2, $3, $4, sha256('invented'), now(), now(), true, case when $5 then now() end)`,
    [batch, organisation.id, organisation.team(), organisation.member("lead"), approved],
  );
  const named = await owned(
    db,
    `insert into field.recorder (organisation_id, batch_id, ordinal, counts_from)
     select $1, $2, n, '1990-01-01' from generate_series(1, $3::integer) n returning id`,
    [organisation.id, batch, values],
  );
  const meetings = records(organisation, [[importer, count]]).map((each, nth) => ({
    ...each,
    batch,
    column_recorder: String(named[nth % values]?.["id"]),
  }));
  await insertMeetings(db, organisation.id, meetings);
}

eachDatabase("leave-out rules", (db) => {
  test("padding: 9 invented and 1 real, 200 and 1, or for leads 5, 4 and 1 from three accounts, stay hidden", async () => {
    const attempts = [
      { split: [9, 1], educator: true },
      { split: [200, 1], educator: true },
      { split: [9, 1], educator: false },
      { split: [200, 100, 1], educator: false },
      { split: [5, 4, 1], educator: false },
    ];
    for (const { split, educator } of attempts) {
      const organisation = await makeOrganisation(db());
      const recorders = await makeRecorders(db(), organisation.id, split.length);
      const pairs = split.map((count, nth) => [recorders[nth] ?? "", count] as const);
      await insertMeetings(db(), organisation.id, records(organisation, pairs));
      expect(await shownLeaves(db(), organisation, educator)).toBe(0);
    }
  });

  test("a recorder column that the dpo did not approve counts as its importer alone; approved, as its values", async () => {
    const forged = await makeOrganisation(db());
    await importWithColumn(db(), forged, false);
    expect(await shownLeaves(db(), forged)).toBe(0);
    const approved = await makeOrganisation(db());
    await importWithColumn(db(), approved, true);
    expect(await shownLeaves(db(), approved)).toBe(1);
  });

  test("recorders of several approved files may be one person: the busiest of each are left out together", async () => {
    const forged = await makeOrganisation(db());
    for (let file = 0; file < 4; file++) await importWithColumn(db(), forged, true, { count: 60, values: 1 });
    expect(await shownLeaves(db(), forged)).toBe(0);
    const pairs = await makeOrganisation(db());
    for (let file = 0; file < 4; file++) await importWithColumn(db(), pairs, true, { count: 60, values: 2 });
    expect(await shownLeaves(db(), pairs)).toBe(0);
    const many = await makeOrganisation(db());
    for (let file = 0; file < 4; file++) await importWithColumn(db(), many, true, { count: 60, values: 6 });
    expect(await shownLeaves(db(), many)).toBe(1);
  });

  test("new accounts vouch for nothing: they are left out with the busiest, although they count in n", async () => {
    const shown = async (countsFrom: string) => {
      const organisation = await makeOrganisation(db());
      const settled = await makeRecorders(db(), organisation.id, 2);
      const recent = await makeRecorders(db(), organisation.id, 9, countsFrom);
      const pairs = [...settled, ...recent].map((recorder) => [recorder, 8] as const);
      await insertMeetings(db(), organisation.id, records(organisation, pairs));
      return shownLeaves(db(), organisation);
    };
    expect(await shown("2024-01-01")).toBe(1);
    expect(await shown("2024-02-01")).toBe(0);
  });

  test("in an invented organisation, accounts count from the start", async () => {
    const organisation = await makeOrganisation(db(), { fictitious: true });
    const recent = await makeRecorders(db(), organisation.id, 8, "2024-02-01");
    const pairs = recent.map((recorder) => [recorder, 8] as const);
    await insertMeetings(db(), organisation.id, records(organisation, pairs));
    expect(await shownLeaves(db(), organisation)).toBe(1);
  });
});
