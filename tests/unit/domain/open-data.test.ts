import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellOfParts, cellsOf } from "../../../src/domain/grid.ts";
import {
  type AreaKm,
  type JoinPlace,
  joinAreas,
  joinCells,
  ratioOf,
  withWholeCities,
} from "../../../src/domain/open-data.ts";

const WEST = 3760;
const SOUTH = 2888;
const cell = (e: number, n: number): Cell => cellOfParts(WEST + e, SOUTH + n) ?? expect.fail("a cell");
/** Four squares of 4 km: 8 × 8 km. */
const PLACES: JoinPlace[] = [0, 1, 2, 3].map((id) => ({
  id,
  cells: cellsOf(cell(4 * (id % 2), 4 * Math.floor(id / 2)), 4),
}));

function rectangle(
  code: string,
  [west, south, east, north]: readonly number[],
  hole?: readonly number[],
): AreaKm {
  const ring = ([w = 0, s = 0, e = 0, n = 0]: readonly number[]) =>
    [
      [w, s],
      [e, s],
      [e, n],
      [w, n],
      [w, s],
    ].map(([x = 0, y = 0]) => [WEST + x, SOUTH + y] as const);
  const outer = ring([west ?? 0, south ?? 0, east ?? 0, north ?? 0]);
  return { code, polygons: [[outer, ...(hole ? [ring(hole)] : [])]] };
}

test("squares are added up once each: what the places hold together is what lies in them", () => {
  const cells = PLACES.flatMap((place) => place.cells);
  const values = fc.array(
    fc.tuple(fc.constantFrom(...cells, cell(20, 20)), fc.integer({ min: 0, max: 9000 })),
  );
  fc.assert(
    fc.property(values, (pairs) => {
      const table = new Map(pairs);
      const joined = joinCells(table, PLACES);
      const inside = cells.reduce((sum, each) => sum + (table.get(each) ?? 0), 0);
      expect(joined.reduce((sum, { base }) => sum + base, 0)).toBe(inside);
      for (const { id, covered } of joined) {
        const named = PLACES[id]?.cells.filter((each) => table.has(each)).length ?? Number.NaN;
        expect(covered).toBe(named / 16);
      }
    }),
  );
});

test("a commune gives each place the share of its surface that lies there, and keeps what lies outside", () => {
  // 4 × 4 km: a quarter in each place; 2 km wide: half outside to the west.
  const joined = joinAreas(
    new Map([
      ["93001", 1600],
      ["93002", 500],
    ]),
    [rectangle("93001", [2, 2, 6, 6]), rectangle("93002", [-1, 0, 1, 2])],
    PLACES,
  );
  expect(joined.map(({ base }) => base)).toEqual([400 + 250, 400, 400, 400]);
  expect(joined.map(({ covered }) => covered)).toEqual([6 / 16, 4 / 16, 4 / 16, 4 / 16]);
});

test("communes that tile the territory lose nobody and cover all of it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 8, maxLength: 8 }),
      // Borders on the raster of 250 m that points stand for.
      fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { minLength: 7, maxLength: 7 }),
      (people, cuts) => {
        const borders = [0, ...cuts.toSorted((a, b) => a - b).map((cut) => cut / 4), 8];
        const areas = people.map((_, at) =>
          rectangle(`9300${at}`, [borders[at] ?? 0, 0, borders[at + 1] ?? 8, 8]),
        );
        const joined = joinAreas(new Map(people.map((value, at) => [`9300${at}`, value])), areas, PLACES);
        const total = people.reduce((sum, each) => sum + each, 0);
        expect(joined.reduce((sum, { base }) => sum + base, 0)).toBeCloseTo(total, 6);
        for (const { covered } of joined) expect(covered).toBe(1);
      },
    ),
  );
});

test("a hole is nobody's, and a table that does not name a commune does not cover it", () => {
  const areas = [rectangle("93001", [0, 0, 4, 4], [1, 1, 3, 3]), rectangle("93002", [4, 0, 8, 4])];
  const joined = joinAreas(new Map([["93001", 1200]]), areas, PLACES);
  expect(joined.map(({ base, covered }) => [Math.round(base * 1e9) / 1e9, covered])).toEqual([
    [1200, 12 / 16],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});

test("Paris counts whole where the table names it whole, and by arrondissement where it names both", () => {
  const parts = [rectangle("75101", [0, 0, 4, 4]), rectangle("75102", [4, 0, 8, 4])];
  const areas = withWholeCities(parts);
  expect(areas.map(({ code }) => code)).toEqual(["75101", "75102", "75056"]);
  const whole = joinAreas(new Map([["75056", 3200]]), areas, PLACES);
  expect(whole.slice(0, 2).map(({ base }) => base)).toEqual([1600, 1600]);
  const both = new Map([
    ["75056", 3200],
    ["75101", 1000],
    ["75102", 2200],
  ]);
  expect(joinAreas(both, areas, PLACES).reduce((sum, { base }) => sum + base, 0)).toBeCloseTo(3200, 9);
});

test("a ratio keeps the value's noise, and there is none where nothing is published or nobody is counted", () => {
  const value = { value: 40, low: 32, high: 48 };
  expect(ratioOf(value, 2000)).toEqual({ kind: "ratio", per1000: { value: 20, low: 16, high: 24 } });
  expect(ratioOf(undefined, 2000)).toEqual({ kind: "none", why: "hidden" });
  for (const base of [0, 0.4]) expect(ratioOf(value, base)).toEqual({ kind: "none", why: "no_base" });
});
