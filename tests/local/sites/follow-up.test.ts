import { expect, test } from "vitest";
import { fetchFollowUp } from "../../../src/data/sites-layer.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { addDays } from "../../../src/domain/slot.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";
import { pageOf } from "../harness/page-client.ts";
import { insertSites } from "./places.ts";

const SQUARE = 28883760;
const EVICTED_ON = "2025-03-05";

async function evict(
  db: Database,
  organisation: TestOrganisation,
  cell: number,
  on = EVICTED_ON,
): Promise<string> {
  const [site = ""] = await insertSites(db, organisation.id, [{ cell, state: "evicted", closedOn: on }]);
  return site;
}

/** Districts and weeks as the page reads them. */
async function followUp(
  db: Database,
  organisation: TestOrganisation,
  today: string,
): Promise<Map<Cell, number>> {
  pageOf(db, organisation.account("lead"), today);
  const outcome = await fetchFollowUp();
  if (!outcome.ok) throw new Error(outcome.error);
  return new Map(outcome.value.map(({ district, weeks }) => [district, weeks]));
}

eachDatabase("follow-up districts", (db) => {
  test("an eviction in any of the 64 cells of a square gives one and the same answer: 24 × 24 km, whole squares", async () => {
    const answers = new Set<string>();
    for (let at = 0; at < 64; at++) {
      const organisation = await makeOrganisation(db(), { members: { lead: 1 } });
      await evict(db(), organisation, SQUARE + (at % 8) + Math.floor(at / 8) * 10_000);
      answers.add(JSON.stringify([...(await followUp(db(), organisation, "2025-03-20"))]));
    }
    expect(answers.size).toBe(1);
    const around = [-8, 0, 8].flatMap((north) =>
      [-8, 0, 8].map((east) => [SQUARE + north * 10_000 + east, 2]),
    );
    expect(JSON.parse([...answers][0] ?? "")).toEqual(around);
  });

  test("it begins on the day of the eviction and ends after 8 weeks", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 1 } });
    await evict(db(), organisation, SQUARE);
    const seen: (number | undefined)[] = [];
    for (const day of [-1, 0, 6, 7, 56, 57]) {
      seen.push((await followUp(db(), organisation, addDays(EVICTED_ON, day))).get(SQUARE as Cell));
    }
    expect(seen).toEqual([undefined, 0, 0, 1, 8, undefined]);
  });

  test("the latest eviction counts, also one told by the site's history; other ends of a site do not", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 1 } });
    await evict(db(), organisation, SQUARE, "2025-02-01");
    const [again] = await insertSites(db(), organisation.id, [{ cell: SQUARE + 8 }]);
    await owned(
      db(),
      "insert into field.site_event (site_id, happened_on, state) values ($1, '2025-03-01', 'evicted')",
      [again],
    );
    await insertSites(db(), organisation.id, [
      { cell: SQUARE + 160_000, state: "left", closedOn: "2025-03-05" },
      { cell: SQUARE + 160_000, state: "rehoused", closedOn: "2025-03-05" },
    ]);
    const districts = await followUp(db(), organisation, "2025-03-10");
    expect(districts.get(SQUARE as Cell)).toBe(1);
    expect(districts.get((SQUARE - 8) as Cell)).toBe(5);
    expect(districts.size).toBe(12);
  });

  test("squares beyond the edge of the grid are left out, and another organisation's evictions are not told", async () => {
    const organisation = await makeOrganisation(db(), { members: { lead: 1 } });
    await evict(db(), organisation, 3);
    const other = await makeOrganisation(db(), { members: { lead: 1 } });
    expect([...(await followUp(db(), organisation, "2025-03-10")).keys()]).toEqual([0, 8, 80_000, 80_008]);
    expect(await call(db(), other.account("lead"), "follow_up", {}, { today: "2025-03-10" })).toEqual({
      size_km: 8,
      district: [],
      weeks: [],
    });
  });
});
