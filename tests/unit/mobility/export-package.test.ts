import fc from "fast-check";
import { unzipSync } from "fflate";
import type { FeatureCollection, MultiPolygon } from "geojson";
import { expect, test } from "vitest";
import { openTable } from "../../../src/exchange/exchange.ts";
import { ratioCsv } from "../../../src/exchange/export-ratio.ts";
import { exportFiles, zipOf } from "../../../src/features/mobility/export-package.ts";
import { bytesOf, got, parisSetting } from "../exchange/setting.ts";
import { cell, contextOf, LEAVES, RELEASE } from "./invented-release.ts";

const { grid } = await parisSetting();
const filesOf = (language: "fr" | "en", name?: string) =>
  exportFiles(RELEASE, [LEAVES], grid, contextOf(language, name));

async function cellsOf(csv: string | undefined) {
  const opened = got(await openTable(bytesOf(csv ?? "")));
  return opened.raw.rows.map(({ cells }) => cells);
}

test("an export holds data, method and README, the same data in both languages", () => {
  const [french, english] = [filesOf("fr"), filesOf("en")];
  const tables = ["values.csv", "leaves.csv", "flows.csv", "profile.csv"];
  const data = ["method.json", ...tables, "values-2026-03-30.geojson"];
  expect(Object.keys(french)).toEqual(["LISEZMOI.md", "METHODE.md", ...data]);
  expect(Object.keys(english)).toEqual(["README.md", "METHOD.md", ...data]);
  for (const name of tables) expect(french[name]).toBe(english[name]);
});

test("values keep their intervals; what is not published is empty, never zero", async () => {
  const [header = [], ...rows] = await cellsOf(filesOf("fr")["values.csv"]);
  expect(header).toEqual(
    "release_id starts_on ends_on season_id leaf breakdown category value low_90 high_90 minutes".split(" "),
  );
  const told = rows.map((row) => row.slice(4).map(String).join(","));
  expect(told).toEqual([
    "11,total,all,140,132,148,1500",
    "12,total,all,,,,0",
    "13,total,all,22,14,30,250",
    "11,age_band,0-5,,,,1500",
    "12,age_band,0-5,,,,0",
    "13,age_band,0-5,,,,250",
    "11,age_band,18+,31,14,48,1500",
    "12,age_band,18+,,,,0",
    "13,age_band,18+,,,,250",
  ]);
  const flows = await cellsOf(filesOf("fr")["flows.csv"]);
  expect(flows.slice(1).map((row) => row.slice(4).join(","))).toEqual([
    "outside,CRS3035RES8000mN2888000E3760000,17,0,34",
    "CRS3035RES8000mN2888000E3768000,CRS3035RES8000mN2888000E3760000,40,23,57",
  ]);
});

test("a profile has a row for each weekday and slot, with the interval of its noise and the minutes", async () => {
  const [header = [], ...rows] = await cellsOf(filesOf("fr")["profile.csv"]);
  expect(header).toEqual("release_id starts_on ends_on weekday slot value low_90 high_90 minutes".split(" "));
  expect(rows.map((row) => row.slice(3).map(String).join(","))).toEqual([
    "1,morning,42,25,59,250",
    "1,night,,,,0",
  ]);
});

test("a quarter's GeoJSON has every leaf, its squares in degrees, and null where nothing is published", () => {
  const text = filesOf("en")["values-2026-03-30.geojson"] ?? "";
  const { features, ...rest } = JSON.parse(text) as FeatureCollection<MultiPolygon> & {
    metadata: Record<string, unknown>;
  };
  expect(features.map(({ id }) => id)).toEqual([11, 12, 13]);
  expect(features[0]?.properties).toMatchObject({
    ...{ km2: 16, minutes: 1500, total_all: 140, total_all_low_90: 132, total_all_high_90: 148 },
    ...{ "age_band_0-5": null, "age_band_18+": 31 },
  });
  expect(features[1]?.properties).toMatchObject({ total_all: null, total_all_low_90: null });
  expect(features[2]?.geometry.coordinates).toHaveLength(2);
  for (const [lon = 0, lat = 0] of features.flatMap(({ geometry }) => geometry.coordinates.flat(2))) {
    expect(Math.abs(lon - 2.4)).toBeLessThan(0.3);
    expect(Math.abs(lat - 48.9)).toBeLessThan(0.3);
  }
  expect(rest.metadata).toMatchObject({ quarter: "2026-03-30", fictitious: true });
});

test.each(["fr", "en"] as const)(
  "the method sheet (%s) says release, rules, ε, thresholds, limits and how to cite",
  (language) => {
    const files = filesOf(language);
    const sheet = files["METHODE.md"] ?? files["METHOD.md"] ?? "";
    for (const told of [
      "55",
      "3/4",
      "7/8",
      "0.288",
      "0.134",
      "± 8",
      "± 17",
      // Of empty leaves and pairs, what noise alone shows: .75^20/1.75, .875^20/1.875, .875^15/1.875.
      ...(language === "fr" ? ["0,2 %", "3,7 %", "7,2 %"] : ["0.2 %", "3.7 %", "7.2 %"]),
      "Association fictive",
      "20",
      "15",
      "25",
      "| 3 |",
    ])
      expect(sheet).toContain(told);
    expect(sheet).toMatch(language === "fr" ? /inventées/ : /Invented data/);
    for (const text of Object.values(files)) {
      // No word of the interface is left unfilled, and none is missing.
      expect(text).not.toMatch(/\{\{|undefined|NaN/);
    }
  },
);

test("the README reads the very files that lie beside it", () => {
  const files = filesOf("en");
  const named = [...(files["README.md"] ?? "").matchAll(/"(values[^"]*\.(?:csv|geojson)|leaves\.csv)"/g)];
  expect(named.length).toBeGreaterThan(3);
  for (const [, name = ""] of named) expect(Object.keys(files)).toContain(name);
});

test("a ZIP gives back every file as it was", () => {
  const files = filesOf("fr");
  // The byte-order mark is part of a CSV.
  const text = new TextDecoder("utf-8", { ignoreBOM: true });
  const unzipped = unzipSync(zipOf(files));
  expect(
    Object.fromEntries(Object.entries(unzipped).map(([name, bytes]) => [name, text.decode(bytes)])),
  ).toEqual(files);
});

/** Cells of a CSV as a spreadsheet would take them, quotes taken off. */
function rawCells(csv: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of csv.slice(1).matchAll(/(?:^|;|\r\n)(?:"((?:[^"]|"")*)"|([^;\r\n"]*))/g))
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
  return cells;
}

const nasty = fc.oneof(
  fc.string(),
  fc.constantFrom("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", " =1", '";=1', "\r\n=1", "＝1"),
);

test("no cell of any exported CSV begins a formula, whatever organisations, categories and joined columns are called", () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (organisation, category, column) => {
      const tables = RELEASE.tables.map((table) => ({
        ...table,
        byCategory: new Map([[category, [140, null, 22]]]),
      }));
      const files = exportFiles({ ...RELEASE, tables }, [LEAVES], grid, contextOf("en", organisation));
      const rows = [{ leaf: 11, squares: [], value: 40, base: 12.5, covered: 1, per1000: undefined }];
      const ratio = ratioCsv(
        rows,
        { release: 55, column, grid },
        { source: organisation, [column]: category },
      );
      const csvs = [...Object.entries(files).filter(([name]) => name.endsWith(".csv")), ["ratio.csv", ratio]];
      expect(csvs).toHaveLength(5);
      for (const [, text = ""] of csvs) {
        for (const each of rawCells(text)) expect(each).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
      }
    }),
    { numRuns: 60 },
  );
});

test("a ratio's file says how much of a leaf the table speaks of, and leaves empty what cannot be said", async () => {
  const squares = [{ square: cell(0, 0), sizeKm: 4 as const }];
  const csv = ratioCsv(
    [
      {
        leaf: 11,
        squares,
        value: 140,
        base: 70_000,
        covered: 0.9375,
        per1000: { value: 2, low: 1.886, high: 2.114 },
      },
      { leaf: 12, squares, value: undefined, base: 100, covered: 1, per1000: undefined },
    ],
    { release: 55, column: "Ind", grid },
    { source: "Association fictive" },
  );
  const rows = await cellsOf(csv);
  expect(rows[1]?.join(",")).toBe(
    "55,11,16,CRS3035RES4000mN2888000E3760000,140,Ind,70000,0.938,2,1.886,2.114",
  );
  expect(rows[2]?.slice(4).join(",")).toBe(",Ind,100,1,,,");
});
