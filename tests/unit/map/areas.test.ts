import fc from "fast-check";
import { expect, test } from "vitest";
import { areasFrom } from "../../../src/cli/basemap-areas.ts";
import { type Cell, DEFAULT_GRID, partsOf } from "../../../src/domain/grid.ts";
import { areasOf, cellsInArea } from "../../../src/map/areas.ts";
import { DEFAULT_GRID_PROJ4, mapGrid } from "../../../src/map/map-grid.ts";

const grid = mapGrid(DEFAULT_GRID, DEFAULT_GRID_PROJ4);
type Ring = [number, number][];

/** An invented commune: a rectangle in degrees. */
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const polygon = (...rings: Ring[]) => ({ geometry: { type: "Polygon" as const, coordinates: rings } });

test("two communes that share a border share no cell, and lose none between them", async () => {
  const borders = fc.tuple(
    fc.double({ min: 2.2, max: 2.3, noNaN: true }),
    fc.double({ min: 2.32, max: 2.42, noNaN: true }),
    fc.double({ min: 2.44, max: 2.6, noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(borders, async ([west, middle, east]) => {
      const [left, right, both] = await Promise.all([
        cellsInArea(grid, polygon(box(west, 48.8, middle, 48.95))),
        cellsInArea(grid, polygon(box(middle, 48.8, east, 48.95))),
        cellsInArea(grid, polygon(box(west, 48.8, east, 48.95))),
      ]);
      expect(left.filter((cell) => right.includes(cell))).toEqual([]);
      expect([...left, ...right].toSorted()).toEqual(both.toSorted());
    }),
    { numRuns: 40 },
  );
});

test("a commune's cells are those whose middle it holds: a hole in it is left out", async () => {
  const whole = await cellsInArea(grid, polygon(box(2.2, 48.8, 2.5, 48.95)));
  const hole = await cellsInArea(grid, polygon(box(2.3, 48.84, 2.4, 48.9)));
  const rest = await cellsInArea(grid, polygon(box(2.2, 48.8, 2.5, 48.95), box(2.3, 48.84, 2.4, 48.9)));
  expect(hole.length).toBeGreaterThan(20);
  expect([...rest, ...hole].toSorted()).toEqual(whole.toSorted());
});

test("Paris has about as many cells as square kilometres", async () => {
  const cells = await cellsInArea(grid, polygon(box(2.25, 48.815, 2.42, 48.9)));
  // 0.17° × 0.085° at 48.86° north are 12.4 km × 9.45 km.
  expect(Math.abs(cells.length - 117)).toBeLessThan(8);
  expect(cells.map((cell: Cell) => partsOf(cell).nKm).every((nKm) => nKm > 2880 && nKm < 2900)).toBe(true);
});

test("areas are written with their names and read back; what has no name or no area is left out", () => {
  const part = (code: string, nom: string, geometry: unknown) =>
    ({ properties: { code, nom }, geometry }) as never;
  const written = areasFrom([
    part("93048", "Montreuil", { type: "Polygon", coordinates: [box(2.4, 48.85, 2.5, 48.9)] }),
    part("75118", "18e", { type: "MultiPolygon", coordinates: [[box(2.33, 48.88, 2.37, 48.9)]] }),
    part("00000", "", { type: "Polygon", coordinates: [box(2.4, 48.85, 2.5, 48.9)] }),
    part("93001", "Un point", { type: "Point", coordinates: [2.4, 48.9] }),
  ]);
  const read = areasOf(JSON.parse(JSON.stringify(written)));
  expect(read.map(({ name, code }) => [name, code])).toEqual([
    ["Montreuil", "93048"],
    ["Paris 18e", "75118"],
  ]);
  expect(areasOf({ features: "no" })).toEqual([]);
});
