import { expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { importRows, type SentRow, sentRow } from "../harness/imports.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { leavesOf, publishWindow } from "./publishing.ts";

const TODAY = "2026-06-01";
const STREET = 28893760;
/** Far enough from the street for a territory of its own. */
const SITE = 29603840;
const WINDOW = { tier: "lead", team: null, startsOn: "2026-01-05", endsOn: "2026-04-05" } as const;

/** Invented rows on three days: so many youths each, at a living site unless said otherwise. */
function visits(cell: number, fields: Partial<SentRow> = {}): SentRow[] {
  return ["2026-03-03", "2026-03-10", "2026-03-17"].map((service_date) =>
    sentRow({ cell, service_date, count: 3, place_kind: "living", ...fields }),
  );
}

async function imported(db: Database, rows: readonly SentRow[]): Promise<TestOrganisation> {
  const organisation = await makeOrganisation(db);
  expect(await importRows(db, organisation, rows)).toMatchObject({ accepted: rows.length });
  return organisation;
}

async function coveredCells(db: Database, organisation: TestOrganisation): Promise<number[]> {
  const lead = organisation.account("lead");
  const { cell } = await call<{ cell: number[] }>(db, lead, "coverage", {}, { today: TODAY });
  const sums: number[] = [];
  for (const step of cell) sums.push((sums.at(-1) ?? 0) + step);
  return [...new Set(sums)];
}

async function countedVisits(db: Database, organisation: TestOrganisation): Promise<unknown> {
  const [row] = await owned(
    db,
    `select count(*)::integer as visits,
       (select coalesce(sum(t.n), 0)::integer from release.window w
        cross join lateral release.tally(w, 'first_in_4_weeks', '\\x00') t
        where w.organisation_id = $1 and t.breakdown = 'total') as youths
     from release.window w
     cross join lateral release.counted_visits($1, null, w.starts_on, w.ends_on, '{}', w.published_at) v
     where w.organisation_id = $1`,
    [organisation.id],
    { "repere.today": TODAY },
  );
  return row;
}

eachDatabase("imported visits to living sites", (db) => {
  test("are in no coverage, whether anybody was met or not", async () => {
    const nobody = visits(SITE + 1, { count: 0, outcome: "nobody" });
    const organisation = await imported(db(), [
      ...visits(SITE),
      ...nobody,
      ...visits(STREET, { place_kind: "activity" }),
    ]);
    expect(await coveredCells(db(), organisation)).toEqual([STREET]);
  });

  test("draw no leaf, are no visit that a window counts, and their youths are in no release", async () => {
    const organisation = await imported(db(), [
      ...visits(SITE),
      ...visits(STREET, { place_kind: "wandering" }),
    ]);
    const window = await publishWindow(db(), organisation.id, WINDOW, TODAY);
    const squares = [...(await leavesOf(db(), window.seasonId)).values()].flat();
    expect(squares.length).toBeGreaterThan(0);
    expect(squares.filter(([square]) => square > 29_000_000)).toEqual([]);
    expect(await countedVisits(db(), organisation)).toEqual({ visits: 3, youths: 9 });
  });

  test("take nothing from what happened in the street of the same cell, day and slot", async () => {
    const organisation = await imported(db(), [
      ...visits(STREET),
      ...visits(STREET, { place_kind: "wandering", count: 2 }),
    ]);
    await publishWindow(db(), organisation.id, WINDOW, TODAY);
    expect(await coveredCells(db(), organisation)).toEqual([STREET]);
    expect(await countedVisits(db(), organisation)).toEqual({ visits: 3, youths: 6 });
  });
});
