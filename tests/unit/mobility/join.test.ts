import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { indexLeaves } from "../../../src/domain/leaf-index.ts";
import { joinRows, placesOf, ratioBreaks } from "../../../src/features/mobility/join-figures.ts";
import { JoinWork } from "../../../src/features/mobility/join-work.ts";
import type { Quarter } from "../../../src/features/mobility/quarters.ts";
import { got, parisSetting } from "../exchange/setting.ts";
import { LEAVES, RELEASE } from "./invented-release.ts";

const { grid } = await parisSetting();
const [window] = RELEASE.windows;
const quarter: Quarter = {
  window: window ?? expect.fail("a window"),
  index: indexLeaves(LEAVES),
  values: [140, undefined, 22],
  hours: [25, 0, 4],
};
const mechanism = { alpha: [3, 4], hiddenBelow: 20 } as const;

const fileOf = (text: string) => new File([text], "invente.csv");
const square = (e: number, n: number) => `CRS3035RES1000mN${2888 + n}000E${3760 + e}000`;

test("a table becomes what each leaf is measured against, from file to ratio", async () => {
  const work = new JoinWork(() => undefined);
  const places = placesOf([quarter.index]);
  expect(places.map(({ id, cells }) => [id, cells.length])).toEqual([
    [11, 16],
    [12, 16],
    [13, 32],
  ]);
  const file = fileOf(`id;ind\n${square(0, 0)};60000\n${square(1, 1)};10000\n${square(40, 40)};5\n=cmd;1\n`);
  const offer = got(await work.open({ file, grid, places, areas: [] }));
  const choice = offer.proposed ?? expect.fail("columns are found");
  expect(got(await work.take({ choice }))).toMatchObject({ rows: 4, used: 2, elsewhere: 1, unreadable: 1 });
  const bases = new Map(got(await work.join({ places })).map((each) => [each.id, each]));
  const rows = joinRows({ shown: quarter, mechanism }, bases);
  expect(rows.map(({ figure }) => figure.kind)).toEqual(["shown", "hidden", "no_base"]);
  expect(rows[0]).toMatchObject({
    base: { base: 70_000, covered: 2 / 16 },
    // 140 ± 8 of 70,000.
    figure: { value: 2, low: 132 / 70, high: 148 / 70 },
  });
});

test("codes of communes are refused in words where the background has none, and shared out where it has", async () => {
  const places = placesOf([quarter.index]);
  const file = () => fileOf("codgeo;pop\n93001;1000\n93002;50\n");
  const bare = new JoinWork(() => undefined);
  const offer = got(await bare.open({ file: file(), grid, places, areas: [] }));
  const choice = offer.proposed ?? expect.fail("columns are found");
  expect(await bare.take({ choice })).toEqual({ ok: false, error: "no_areas" });

  // A commune of 0.05° by 0.03° round the middle of the leaves.
  const ring = [
    [2.38, 48.87],
    [2.43, 48.87],
    [2.43, 48.9],
    [2.38, 48.9],
    [2.38, 48.87],
  ];
  const areas = [{ code: "93001", geometry: { type: "Polygon" as const, coordinates: [ring] } }];
  const work = new JoinWork(() => undefined);
  got(await work.open({ file: file(), grid, places, areas }));
  expect(got(await work.take({ choice }))).toMatchObject({ used: 1, elsewhere: 1 });
  const joined = got(await work.join({ places }));
  const total = joined.reduce((sum, { base }) => sum + base, 0);
  const surface = joined.reduce((sum, { covered, id }) => sum + covered * (id === 13 ? 32 : 16), 0);
  // 0.05° of longitude by 0.03° of latitude at 48.885° N: 3.665 × 3.336 km.
  expect(surface).toBeGreaterThan(11);
  expect(surface).toBeLessThan(13.5);
  expect(Math.abs(total - 1000)).toBeLessThan(60);
});

test("classes of a ratio double, or nearly, round its middle, and are numbers that people read", () => {
  expect(ratioBreaks([0.9, 1.1, 3])).toEqual([0.5, 1, 2, 5]);
  expect(ratioBreaks([0.034])).toEqual([0.01, 0.02, 0.05, 0.1]);
  expect(ratioBreaks([])).toEqual([0.5, 1, 2, 5]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { minLength: 1 }), (ratios) => {
      const breaks = ratioBreaks(ratios);
      expect(breaks).toHaveLength(4);
      const middle = ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0;
      expect(breaks[1]).toBeLessThanOrEqual(middle);
      expect(breaks[2]).toBeGreaterThan(middle);
      for (const [at, each] of breaks.entries())
        if (at > 0) expect(each / (breaks[at - 1] ?? 1)).toBeLessThan(2.6);
    }),
  );
});

test("what reads a table knows no way to the server: none of its files imports the door", () => {
  const folder = join(import.meta.dirname, "../../../src/features/mobility");
  const work = ["join-work.ts", "join-worker.ts", "join-reader.ts", "join-protocol.ts"];
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(work));
  for (const name of work) {
    const text = readFileSync(join(folder, name), "utf8");
    expect(text).not.toMatch(/from "\.\.\/\.\.\/data\/|fetch\(|XMLHttpRequest|sendBeacon|WebSocket/);
  }
});
