import fc from "fast-check";
import proj4 from "proj4";
import { expect, test } from "vitest";
import { cellOfMetres, cornersOf } from "../../../src/domain/grid.ts";
import { cellFinder, centreFinder } from "../../../src/exchange/cell-finder.ts";
import { cellNamed } from "../../../src/exchange/cell-names.ts";
import { crsOf } from "../../../src/exchange/crs.ts";
import { isGridTrueAt, isMetric } from "../../../src/exchange/grid-truth.ts";
import { settingOn } from "./setting.ts";

const FRANCE = fc.record({
  lon: fc.double({ min: -0.9, max: 6.9, noNaN: true }),
  lat: fc.double({ min: 43, max: 50.5, noNaN: true }),
});
const { grid } = await settingOn(3035, "Europe/Paris", "2024-12-31");

async function crs(srid: number) {
  const found = await crsOf(srid);
  if (!found) throw new Error(`no definition of ${srid}`);
  return found;
}

test.each([2154, 27572, 32631, 3857, 3035, 4171])(
  "a point in EPSG:%i falls into the same cell as in degrees, but for those on a border",
  async (srid) => {
    const own = await crs(srid);
    const fromOwn = cellFinder(own, grid);
    const fromDegrees = cellFinder(await crs(4326), grid);
    fc.assert(
      fc.property(FRANCE, ({ lon, lat }) => {
        const [x, y] = proj4("+proj=longlat +datum=WGS84", own.proj4, [lon, lat]);
        const [east, north] = proj4("+proj=longlat +datum=WGS84", grid.proj4, [lon, lat]);
        const isInside = [east, north].every((metres) => metres % 1000 > 5 && metres % 1000 < 995);
        fc.pre(isInside);
        expect(fromOwn({ x, y })).toBe(fromDegrees({ x: lon, y: lat }));
      }),
    );
  },
);

test("a cell holds the points that fall into it, and its centre falls into it", () => {
  const find = cellFinder({ srid: 3035, name: "", proj4: grid.proj4, area: [-180, -90, 180, 90] }, grid);
  const centre = centreFinder(grid);
  const parts = fc.record({
    x: fc.double({ min: 3.2e6, max: 4.4e6, noNaN: true }),
    y: fc.double({ min: 2.2e6, max: 3.2e6, noNaN: true }),
  });
  fc.assert(
    fc.property(parts, ({ x, y }) => {
      const cell = find({ x, y });
      if (typeof cell === "string") throw new Error(cell);
      const [[west, south] = [0, 0], , [east, north] = [0, 0]] = cornersOf(grid, cell, 1);
      expect(x >= west && x < east && y >= south && y < north).toBe(true);
      const [lon, lat] = centre(cell) ?? [0, 0];
      const [cx, cy] = proj4("+proj=longlat +datum=WGS84", grid.proj4, [lon, lat]);
      expect(cellOfMetres(grid, cx, cy)).toBe(cell);
    }),
  );
});

test("Notre-Dame is in the cell that INSEE names", async () => {
  const find = cellFinder(await crs(4326), grid);
  expect(find({ x: 2.3499, y: 48.853 })).toBe(cellNamed("CRS3035RES1000mN2889000E3760000", grid));
});

test.each([
  ["28893760", 28893760],
  ["CRS3035RES1000mN2889000E3760000", 28893760],
  ["1kmN2889E3760", 28893760],
  ["1kmE3760N2889", 28893760],
  ["CRS3035RES200mN2889400E3760600", 28893760],
  ["CRS3035RES8000mN2888000E3760000", undefined],
  ["CRS2154RES1000mN2889000E3760000", undefined],
  ["Paris", undefined],
  ["", undefined],
])("the cell named %j is %s", (name, cell) => {
  expect(cellNamed(name, grid)).toBe(cell);
});

test("a grid is true where its kilometre is one within a tenth, and nowhere else", async () => {
  expect(isGridTrueAt(grid, [2.35, 48.86])).toBe(true);
  expect(isGridTrueAt(grid, [-9, 38.7])).toBe(true);
  expect(isGridTrueAt(grid, [-122.44, 47.26])).toBe(false);
  expect(isGridTrueAt(grid, [0, 0])).toBe(false);
  const mercator = (await settingOn(3857, "UTC", "2024-12-31")).grid;
  expect(isGridTrueAt(mercator, [10, 0])).toBe(true);
  expect(isGridTrueAt(mercator, [2.35, 48.86])).toBe(false);
});

test("feet and degrees make no grid", async () => {
  const metric = async (srid: number) => isMetric((await crs(srid)).proj4);
  expect(await Promise.all([3035, 5070, 32611, 2154].map(metric))).toEqual([true, true, true, true]);
  expect(await Promise.all([2230, 4326].map(metric))).toEqual([false, false]);
});

test("a point where its system is not used is a bad coordinate; one far from the grid is outside it", async () => {
  const lambert = cellFinder(await crs(2154), grid);
  const degrees = cellFinder(await crs(4326), grid);
  expect(lambert({ x: 652_000, y: 68_620_000 })).toBe("bad_coordinate");
  expect(degrees({ x: 2.35, y: 148.86 })).toBe("bad_coordinate");
  expect(degrees({ x: Number.NaN, y: 48 })).toBe("bad_coordinate");
  expect(degrees({ x: -122.44, y: 47.26 })).toBe("outside_grid");
});
