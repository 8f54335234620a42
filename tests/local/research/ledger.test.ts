import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays } from "../../../src/domain/slot.ts";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import { call, owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { makeOrganisation } from "../harness/organisation.ts";
import { youths } from "../release/meetings.ts";
import { ledgerOf, meet, publishQuarter, TODAY, withTerritory } from "./quarters.ts";

/** What a table costs, worked out here: ln(1 / alpha), in millionths and rounded up. */
const cost = (numerator: number, denominator: number) => Math.ceil(Math.log(denominator / numerator) * 1e6);
const PARTITION = Math.ceil(4 * Math.log(4 / 3) * 1e6);
const QUARTER = cost(3, 4) + 3 * cost(7, 8);

async function makeSeason(db: Database, organisation: string, startsOn: string): Promise<number> {
  const [row] = await owned(
    db,
    `insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
     select $1, p.id, $2::date, $2::date + 363, true, now() from release.policy p where p.organisation_id = $1
     returning id`,
    [organisation, startsOn],
  );
  return Number(row?.["id"]);
}

interface Charge {
  readonly season: number;
  /** Week of what is charged, from 2024-01-01 on: its 52 weeks pay. */
  readonly week: number;
  readonly micro: number;
}

/** Charges two ordinary seasons, and one that a change of policy opened within the first; returns what 52 weeks spent. */
async function chargeAll(db: Database, organisation: string, charges: readonly Charge[]): Promise<number[]> {
  const seasons: number[] = [];
  for (const startsOn of ["2024-01-01", "2024-06-17", "2024-12-30"]) {
    seasons.push(await makeSeason(db, organisation, startsOn));
  }
  const spent = [0, 0];
  for (const [nth, { season, week, micro }] of charges.entries()) {
    const taken = await owned(
      db,
      `insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
       values ($1, $2, 'test:' || $3::integer, $4, now(), $5)`,
      [organisation, seasons[season], nth, micro, addDays("2024-01-01", week * 7)],
    ).then(() => "taken", refusedAs);
    const before = spent[Math.floor(week / 52)] ?? 0;
    expect(taken).toBe(before + micro <= 4_500_000 ? "taken" : "RP004");
    if (taken === "taken") spent[Math.floor(week / 52)] = before + micro;
  }
  return spent;
}

const refusedAs = (error: unknown) => (error instanceof DatabaseError ? error.code : String(error));

eachDatabase("the ledger", (db) => {
  test("holds a learned season: its partition, four quarters and their flows; nothing more fits", async () => {
    const organisation = await withTerritory(db());
    await meet(db(), organisation, [{ day: "2024-02-01", youths: youths(3) }]);
    await publishQuarter(db(), organisation.id);
    const starts = [0, 1, 2, 3].map((n) => addDays("2024-12-30", n * 91));
    const today = "2026-06-01";
    for (const startsOn of starts) {
      await publishQuarter(db(), organisation.id, [startsOn, addDays(startsOn, 90)]);
      const { id } = await call<{ id: string }>(db(), organisation.account("researcher"), "request_flows", {
        quarter: startsOn,
      });
      await call(db(), organisation.account("dpo"), "decide_flows", { request: id, accept: true }, { today });
    }
    const ledger = await ledgerOf(db(), organisation.id);
    const season = Object.entries(ledger).filter(([purpose]) => !purpose.endsWith(":2024-01-01"));
    const spent = season.reduce((sum, [, epsilon]) => sum + epsilon, 0);
    expect(ledger["partition"]).toBe(PARTITION);
    expect(ledger["total:2024-12-30"]).toBe(cost(3, 4));
    for (const one of ["place_kind", "age_band", "gender", "flows"]) {
      expect(ledger[`${one}:2024-12-30`]).toBe(cost(7, 8));
    }
    expect(spent).toBe(PARTITION + 4 * (QUARTER + cost(7, 8)));
    expect(spent).toBeLessThanOrEqual(4_500_000);
    expect(spent + QUARTER).toBeGreaterThan(4_500_000);
    const [left] = await owned(db(), "select release.budget_left($1, '2025-06-01') as micro", [
      organisation.id,
    ]);
    expect(left?.["micro"]).toBe(4_500_000 - spent);
    // A fifth quarter's charge within the same 52 weeks, whoever makes it.
    const [row] = await owned(db(), "select max(id) as id from release.season where organisation_id = $1", [
      organisation.id,
    ]);
    const fifth = owned(
      db(),
      `insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
       values ($1, $2, 'total:fifth', $3, now(), '2025-12-01')`,
      [organisation.id, row?.["id"], cost(3, 4)],
    );
    expect(await refusal(fifth)).toBe("RP004");
  });

  test("a quarter that the budget does not hold is not due, and publishes nothing if forced", async () => {
    const organisation = await withTerritory(db());
    const { season } = await publishQuarter(db(), organisation.id);
    const [before] = await owned(db(), "select count(*)::integer as n from release.research_value");
    await owned(
      db(),
      `insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at)
       values ($1, $2, 'spent', $3, now())`,
      [organisation.id, season, 4_500_000 - QUARTER - (QUARTER - 1)],
    );
    const due = await owned(
      db(),
      "select starts_on from release.due_work($1) where layer = 'research'",
      [organisation.id],
      {
        "repere.today": "2024-12-30",
      },
    );
    expect(due).toEqual([]);
    expect(await refusal(publishQuarter(db(), organisation.id, ["2024-04-01", "2024-06-30"]))).toBe("RP004");
    const [after] = await owned(db(), "select count(*)::integer as n from release.research_value");
    expect(after).toEqual(before);
  });

  test("never holds more than 4.5 in 52 weeks, whatever is charged in whatever order, and refuses only what is over", async () => {
    const charge = fc.record({
      season: fc.integer({ min: 0, max: 2 }),
      week: fc.integer({ min: 0, max: 103 }),
      micro: fc.oneof(fc.integer({ min: 0, max: 4_500_000 }), fc.constantFrom(PARTITION, QUARTER, 133532)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(charge, { maxLength: 25 }), async (charges) => {
        const organisation = await makeOrganisation(db(), { members: {} });
        const spent = await chargeAll(db(), organisation.id, charges);
        const rows = await owned(
          db(),
          "select release.budget_left($1, d::date) as micro from unnest(array['2024-08-08', '2025-08-08']) d",
          [organisation.id],
        );
        expect(rows.map((row) => row["micro"])).toEqual(spent.map((each) => 4_500_000 - each));
      }),
      { numRuns: 25 },
    );
  });

  test("charges a purpose once", async () => {
    const organisation = await withTerritory(db());
    const { season } = await publishQuarter(db(), organisation.id);
    const again = owned(
      db(),
      `insert into release.ledger (organisation_id, season_id, purpose, epsilon_micro, charged_at, charged_for)
       values ($1, $2, 'total:2024-01-01', 1, now(), '2024-01-01')`,
      [organisation.id, season],
      { "repere.today": TODAY },
    );
    expect(await refusal(again)).toBe("23505");
  });
});
