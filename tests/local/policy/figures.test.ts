import fc from "fast-check";
import { expect, test } from "vitest";
import { AGE_BANDS, GENDERS } from "../../../src/domain/place-kind.ts";
import { CELLS, EDGE_KM } from "../../../src/reference/city.ts";
import { earthMover } from "../../../src/reference/earth-mover.ts";
import { recall } from "../../../src/reference/maps.ts";
import { chancesOf, distance } from "../../../src/reference/outputs.ts";
import { mechanismOf } from "../../../src/reference/rules.ts";
import { type Contribution, categoriesOf, type Tally, talliesOf } from "../../../src/reference/tally.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

const SOUTH_WEST = 28_883_760;
const gridCell = (cell: number) => SOUTH_WEST + 10_000 * Math.floor(cell / EDGE_KM) + (cell % EDGE_KM);
const every = Array.from({ length: CELLS }, (_, cell) => cell);
const sparse = fc.array(fc.tuple(fc.integer({ min: 0, max: CELLS - 1 }), fc.integer({ min: 1, max: 30 })), {
  minLength: 1,
  maxLength: 60,
});
const mapOf = (masses: readonly (readonly [number, number])[]) => {
  const map = new Array<number>(CELLS).fill(0);
  for (const [cell, mass] of masses) map[cell] = (map[cell] ?? 0) + mass;
  return map;
};

/** Tables of one contribution: the total, then its categories. */
const tablesOf = (tallies: readonly Tally[], each: Contribution) =>
  ["total/all", ...categoriesOf("lead", each)].map((name) => tallies.find((tally) => tally.name === name));

eachDatabase("figures of a preview", (db) => {
  test("recall is that of the usefulness floors, ties broken by chance", async () => {
    await fc.assert(
      fc.asyncProperty(sparse, sparse, async (a, b) => {
        const [guess, truth] = [mapOf(a), mapOf(b)];
        const [row] = await owned(
          db(),
          "select release.top_recall($1::double precision[], $2::bigint[], 20) as r",
          [guess, truth],
        );
        expect(Number(row?.["r"])).toBeCloseTo(recall(guess, truth), 9);
      }),
      { numRuns: 40 },
    );
  });

  test("the distance moved is never below the exact earth mover's distance, nor far above, and zero to itself", async () => {
    const moved = async (one: number[], other: number[]) => {
      const [row] = await owned(
        db(),
        "select release.moved_km($1::integer[], $2::double precision[], $3::double precision[]) as km",
        [every.map(gridCell), one, other],
      );
      return row?.["km"] === null ? undefined : Number(row?.["km"]);
    };
    await fc.assert(
      fc.asyncProperty(sparse, sparse, async (a, b) => {
        const [one, other] = [mapOf(a), mapOf(b)];
        const km = (await moved(one, other)) ?? 0;
        // The exact one works in 4,000 units: up to .1 km of rounding.
        expect(km).toBeGreaterThan(earthMover(one, other) - 0.1);
        expect(km).toBeLessThan(1.6 * earthMover(one, other) + 0.1);
        expect(await moved(one, one)).toBe(0);
      }),
      { numRuns: 25 },
    );
    expect(await moved(mapOf([]), mapOf([[3, 1]]))).toBeUndefined();
  });

  test("chances of outputs are those of the port that is proved equal to the pipeline", async () => {
    const person = fc.record({
      recorder: fc.integer({ min: 0, max: 3 }).map(String),
      placeKind: fc.constantFrom("wandering" as const, "activity" as const),
      ageBand: fc.constantFrom(...AGE_BANDS.slice(3, 5)),
      gender: fc.constantFrom(...GENDERS.slice(0, 2)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 17, maxLength: 45 }), async (drawn) => {
        const people = drawn.map((each, at) => ({ ...each, encounter: String(at), recordKey: at }));
        const [target] = people;
        if (!target) return;
        const outputs = await Promise.all(
          [people, people.slice(1)].map(async (set) => {
            const tables = tablesOf(talliesOf("lead", set), target).map(
              (tally) => tally ?? { n: 0, withoutBusiest: 0, withoutTwo: 0 },
            );
            const [row] = await owned(
              db(),
              "select release.output_chances('{10,5,3}', release.class_bounds('lead'), $1::bigint[], $2::bigint[], $3::bigint[]) as c",
              [
                tables.map(({ n }) => n),
                tables.map((each) => each.withoutBusiest),
                tables.map((each) => each.withoutTwo),
              ],
            );
            return [row?.["c"] ?? []].flat().map(Number);
          }),
        );
        const [withAll = [], without = []] = outputs;
        expect(withAll.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 9);
        const inSql = withAll.reduce((sum, each, at) => sum + Math.abs(each - (without[at] ?? 0)), 0) / 2;
        const port = [people, people.slice(1)].map((set) =>
          chancesOf(
            mechanismOf("lead"),
            tablesOf(talliesOf("lead", set), target).filter((each) => each !== undefined),
          ),
        );
        const inPort = distance(port[0] ?? new Map(), port[1] ?? new Map());
        // Where two categories hold the same people but not all, the port lets them share their noise, SQL does not.
        const names = talliesOf("lead", people)
          .slice(1)
          .filter((tally) => tablesOf([tally], target).some(Boolean));
        const shares = new Set(names.map((tally) => tally.members)).size < names.length;
        if (!shares) expect(inSql).toBeCloseTo(inPort, 9);
      }),
      { numRuns: 40 },
    );
  });
});
