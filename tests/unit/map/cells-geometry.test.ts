import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, coarsen, DEFAULT_GRID, SIZES_KM } from "../../../src/domain/grid.ts";
import { cellsGeometry } from "../../../src/map/cells-geometry.ts";
import { leafBorders } from "../../../src/map/leaf-borders.ts";
import {
  boundsOf,
  cellAt,
  centreOf,
  DEFAULT_GRID_PROJ4,
  mapGrid,
  regionOf,
} from "../../../src/map/map-grid.ts";

const grid = mapGrid(DEFAULT_GRID, DEFAULT_GRID_PROJ4);
const square = fc
  .record({
    e: fc.integer({ min: 3700, max: 3790 }),
    n: fc.integer({ min: 2850, max: 2920 }),
    sizeKm: fc.constantFrom(...SIZES_KM),
  })
  .map(({ e, n, sizeKm }) => ({ square: coarsen((n * 10_000 + e) as Cell, sizeKm), sizeKm }));

/** Twice the signed area of a triangle, in degrees. */
function area(positions: Float64Array, [a, b, c]: readonly number[]): number {
  const x = (at: number) => positions[2 * at] ?? 0;
  const y = (at: number) => positions[2 * at + 1] ?? 0;
  const [i, j, k] = [a ?? 0, b ?? 0, c ?? 0];
  return (x(j) - x(i)) * (y(k) - y(i)) - (x(k) - x(i)) * (y(j) - y(i));
}

test("triangles fill each square exactly: their areas are the ring's area and none is turned over", () => {
  fc.assert(
    fc.property(square, (one) => {
      const { positions, triangles, startIndices } = cellsGeometry(grid, [one]);
      const parts = Array.from({ length: triangles.length / 3 }, (_, at) =>
        area(positions, [...triangles.subarray(3 * at, 3 * at + 3)]),
      );
      const whole = ringArea(positions, (startIndices[1] ?? 0) - 1);
      expect(parts.reduce((sum, part) => sum + part, 0) / whole).toBeCloseTo(1, 9);
      // An edge of 8 km bends by 1.3 m: slivers along it may be thinner than nothing by as much.
      expect(Math.min(...parts) / whole).toBeGreaterThan(-0.0005);
    }),
  );
});

/** Twice the area of a ring, by the shoelace formula around its first vertex. */
function ringArea(positions: Float64Array, corners: number): number {
  const x = (at: number) => (positions[2 * at] ?? 0) - (positions[0] ?? 0);
  const y = (at: number) => (positions[2 * at + 1] ?? 0) - (positions[1] ?? 0);
  let sum = 0;
  for (let at = 0; at < corners; at++) sum += x(at) * y(at + 1) - x(at + 1) * y(at);
  return sum;
}

test("a large square shares its vertices with the small ones beside it, so no gap shows between them", () => {
  const large = { square: 28_880_000 + 3760, sizeKm: 8 as const };
  const small = Array.from({ length: 8 }, (_, n) => ({
    square: 28_880_000 + n * 10_000 + 3768,
    sizeKm: 1 as const,
  }));
  const cast = [large, ...small] as { square: Cell; sizeKm: 1 | 8 }[];
  const { positions, startIndices } = cellsGeometry(grid, cast);
  const vertices = (of: number) =>
    Array.from({ length: (startIndices[of + 1] ?? 0) - (startIndices[of] ?? 0) }, (_, at) => {
      const from = 2 * ((startIndices[of] ?? 0) + at);
      return `${positions[from]},${positions[from + 1]}`;
    });
  const ring = new Set(vertices(0));
  const west = small.flatMap((_, at) => [vertices(at + 1)[0], vertices(at + 1)[3]]);
  for (const vertex of west) expect(ring.has(vertex ?? "")).toBe(true);
});

test("the middle of a square lies in the square", () => {
  fc.assert(
    fc.property(square, (one) => {
      const cell = cellAt(grid, centreOf(grid, one));
      expect(cell === undefined ? undefined : coarsen(cell, one.sizeKm)).toBe(one.square);
    }),
  );
});

test("a box around squares holds their middles; around none there is no box", () => {
  fc.assert(
    fc.property(fc.array(square, { minLength: 1, maxLength: 5 }), (squares) => {
      const [west, south, east, north] = boundsOf(grid, squares) ?? [0, 0, 0, 0];
      for (const { lng, lat } of squares.map((each) => centreOf(grid, each))) {
        expect(lng > west && lng < east && lat > south && lat < north).toBe(true);
      }
    }),
  );
  expect(boundsOf(grid, [])).toBeUndefined();
});

test("a grid made for a region looks at it before anything is drawn", () => {
  const california = "+proj=lcc +lat_0=32.1666666666667 +lon_0=-116.25 +lat_1=33.8833 +units=us-ft +no_defs";
  const [west, south, east, north] = regionOf(california) ?? [0, 0, 0, 0];
  const sanDiego = { lng: -117.16, lat: 32.71 };
  expect(sanDiego.lng > west && sanDiego.lng < east && sanDiego.lat > south && sanDiego.lat < north).toBe(
    true,
  );
  expect(regionOf("+proj=utm +zone=31 +datum=WGS84 +units=m")?.slice(0, 1)).toEqual([0]);
  expect(regionOf("+proj=utm +zone=31 +south +datum=WGS84")?.[3]).toBeLessThan(0);
  expect(regionOf(DEFAULT_GRID_PROJ4)).toBeUndefined();
  expect(regionOf("")).toBeUndefined();
});

test("squares of one leaf have no border between them, two leaves have one", () => {
  const pair = [28_880_000 + 3760, 28_880_000 + 3761].map((cell) => ({
    square: cell as Cell,
    sizeKm: 1 as const,
  }));
  expect(leafBorders(grid, pair, [0, 0]).length).toBe(6);
  expect(leafBorders(grid, pair, [0, 1]).length).toBe(7);
});
