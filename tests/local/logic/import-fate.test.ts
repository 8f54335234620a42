import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation, type TestOrganisation } from "../harness/organisation.ts";

interface Fate {
  readonly publishable: number;
  readonly next_window: number;
  readonly coverage_only: number;
  readonly future: number;
}

const TODAY = "2026-06-01";
/** A published lead window, and one of the first team's educators. */
const LEAD_WINDOW = ["2026-01-05", "2026-04-05"] as const;
const TEAM_WINDOW = ["2026-04-27", "2026-05-24"] as const;

eachDatabase("the fate of rows", (db) => {
  let organisation: TestOrganisation;

  beforeAll(async () => {
    organisation = await makeOrganisation(db(), { members: { lead: 2, educator: 1 } });
    await publish("lead", null, LEAD_WINDOW);
    await publish("educator", organisation.team(), TEAM_WINDOW);
  });

  /** Writes a window as published, past the rules. */
  async function publish(tier: string, team: string | null, [from, to]: readonly [string, string]) {
    await owned(
      db(),
      `with policy as (select id from release.policy where organisation_id = $1),
       season as (
         insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
         select $1, id, '2026-01-05', '2027-01-03', false, now() from policy
         where not exists (select from release.season where organisation_id = $1) returning id
       ),
       known as (select id from season union select id from release.season where organisation_id = $1)
       insert into release.window (organisation_id, season_id, policy_id, tier, team_id, starts_on, ends_on, published_at)
       select $1, known.id, policy.id, $2::release.tier, $3, $4, $5, now() from known, policy`,
      [organisation.id, tier, team, from, to],
    );
  }

  const fate = (counts: unknown, nth = 0) =>
    call<Fate & { educator: Fate }>(
      db(),
      organisation.account("lead", nth),
      "import_fate",
      { counts },
      { today: TODAY },
    );
  const of = (day: string) => [{ service_date: day, rows: 1 }];

  test.each([
    ["before every window", "2025-12-01", "publishable"],
    ["in the published window, 13 weeks ago or less", "2026-03-02", "next_window"],
    ["on the last day of it", "2026-04-05", "next_window"],
    ["in the published window, a day more than 13 weeks ago", "2026-03-01", "coverage_only"],
    ["after the published window", "2026-04-06", "publishable"],
    ["today", TODAY, "publishable"],
    ["tomorrow", "2026-06-02", "future"],
  ])("on the leads' map, a row %s", async (_, day, expected) => {
    const { educator: _team, ...lead } = await fate(of(day));
    expect(lead).toEqual({ publishable: 0, next_window: 0, coverage_only: 0, future: 0, [expected]: 1 });
  });

  test.each([
    ["before the team's window", "2026-04-26", "publishable"],
    ["in the team's window, 4 weeks ago", "2026-05-04", "next_window"],
    ["in the team's window, a day more than 4 weeks ago", "2026-05-03", "coverage_only"],
    ["after the team's window", "2026-05-25", "publishable"],
  ])("on the team's map, a row %s", async (_, day, expected) => {
    const { educator } = await fate(of(day));
    expect(educator).toEqual({ publishable: 0, next_window: 0, coverage_only: 0, future: 0, [expected]: 1 });
  });

  test("another team's windows do not matter to a team's map", async () => {
    const { educator } = await fate(of("2026-05-03"), 1);
    expect(educator).toMatchObject({ publishable: 1, coverage_only: 0 });
  });

  test("every row has one fate on each map", async () => {
    const day = fc.integer({ min: -400, max: 30 }).map((days) => addDays(TODAY, days));
    const counts = fc.array(fc.record({ service_date: day, rows: fc.integer({ min: 0, max: 9999 }) }), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(counts, async (given) => {
        const total = given.reduce((sum, { rows }) => sum + rows, 0);
        const { educator, ...lead } = await fate(given);
        for (const map of [lead, educator]) {
          expect(Object.values(map).reduce((sum, rows) => sum + rows, 0)).toBe(total);
        }
      }),
      { numRuns: 20 },
    );
  });

  test.each([
    ["null", null, "RP001"],
    ["no list", {}, "RP001"],
    ["a day in another form", [{ service_date: "1/1/2026", rows: 1 }], "RP001"],
    ["no number of rows", [{ service_date: TODAY }], "RP001"],
    ["a negative number", [{ service_date: TODAY, rows: -1 }], "RP001"],
    ["a number as text", [{ service_date: TODAY, rows: "1" }], "RP001"],
    ["40,001 days", Array.from({ length: 40_001 }, () => ({ service_date: TODAY, rows: 1 })), "RP007"],
  ])("counts that are %s are refused", async (_, counts, code) => {
    expect(await refusal(fate(counts))).toBe(code);
  });
});
