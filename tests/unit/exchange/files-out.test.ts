import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import proj4 from "proj4";
import { expect, test } from "vitest";
import { type Cell, cellsOf, DEFAULT_GRID } from "../../../src/domain/grid.ts";
import { cellFinder } from "../../../src/exchange/cell-finder.ts";
import { cellNamed } from "../../../src/exchange/cell-names.ts";
import { crsOf } from "../../../src/exchange/crs.ts";
import { csvOf, harmless } from "../../../src/exchange/csv-out.ts";
import { openTable } from "../../../src/exchange/exchange.ts";
import { type LeafOut, releaseCsv, releaseGeojson } from "../../../src/exchange/export-release.ts";
import {
  inspireName,
  roundsCsv,
  type VisitsWords,
  visitsWorkbook,
} from "../../../src/exchange/export-visits.ts";
import { workbookOf } from "../../../src/exchange/xlsx-out.ts";
import { bytesOf, got, parisSetting } from "./setting.ts";

const BARBES = 28893760 as Cell;

const WORDS: VisitsWords = {
  rounds: "Tournées",
  visits: "Passages",
  about: "À propos",
  columns: {
    ...{ date: "Date de service", slot: "Créneau", team: "Équipe", mode: "Déplacement" },
    ...{ minutes: "Minutes prévues", cells: "Mailles visitées", cell: "Maille", place: "Lieu" },
  },
  slots: { morning: "matin", afternoon: "après-midi", evening: "soir", night: "nuit" },
  mode: (mode) => mode,
  place: () => "Barbès ; « Rochechouart »",
  notes: ["Tournées inventées."],
};
const ROUND = {
  ...({ date: "2026-03-03", slot: "evening", team: '=HYPERLINK("x")', mode: "foot" } as const),
  ...{ minutes: 180, cells: 1 },
};
const VISIT = { date: "2026-03-03", slot: "evening", team: "Équipe", cell: BARBES, minutes: null } as const;

async function rowsOf(file: Uint8Array, sheet?: number) {
  const opened = got(await openTable(file, sheet === undefined ? {} : { sheet }));
  return opened.raw.rows.map(({ cells }) => cells);
}

test("a CSV that leaves has what French Excel looks for: byte-order mark, semicolons, CRLF", () => {
  const csv = roundsCsv({ rounds: [ROUND], visits: [] }, WORDS);
  expect(csv.startsWith("\ufeffDate de service;Créneau;Équipe;")).toBe(true);
  expect(csv.endsWith("\r\n")).toBe(true);
  expect(csv.split("\r\n")[1]).toBe(`2026-03-03;soir;"'=HYPERLINK(""x"")";foot;180;1`);
});

/** Texts that spreadsheets could take for something else. */
const nasty = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string().map((text) => `=${text}`),
  fc.constantFrom(
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "a;b",
    'a"b',
    "a\nb",
    "1E5",
    "#N/A",
  ),
);

test("no cell of words begins a formula, in CSV or in a workbook, and no words are lost", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(nasty, { minLength: 3, maxLength: 8 }), async (texts) => {
      const safe = texts.map((text) => harmless(text));
      for (const text of safe) expect(text).not.toMatch(/^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/);
      expect(
        safe.map((text) => text.replace(/^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/, "")),
      ).toEqual(texts);
      const rows = await rowsOf(bytesOf(csvOf([["a", "b"], ...safe.map((text) => [text, 1])])));
      expect(rows.slice(1).map(([text]) => text)).toEqual(safe);
    }),
    { numRuns: 60 },
  );
});

test("a team named like a number or a date keeps its name: to the letter in a CSV, as words in a workbook", async () => {
  const names = ["003", "1e5", "2024-01-02", " 12", "3/4", "1-2", "VRAI", "mars 3"];
  const rounds = names.map((team) => ({ ...ROUND, team }));
  const lines = roundsCsv({ rounds, visits: [] }, WORDS).split("\r\n").slice(1, -1);
  expect(lines.map((line) => line.split(";")[2])).toEqual(names);
  const file = visitsWorkbook({ rounds, visits: [] }, DEFAULT_GRID, WORDS);
  const sheet = strFromU8(unzipSync(file)["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  const teams = [...sheet.matchAll(/<c r="C\d+" s="0" t="(\w+)"><is><t xml:space="preserve">([^<]*)</g)];
  expect(teams.map(([, kind, name]) => [kind, name])).toEqual(names.map((name) => ["inlineStr", name]));
});

test("a workbook comes back as it was: dates as dates, numbers as numbers, words as words", async () => {
  const day = fc.date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
  const word = fc
    .string({ minLength: 1, maxLength: 20 })
    .filter((text) => /^[\u0020-\ud7ff]+$/.test(text) && text.trim() === text);
  const row = fc.tuple(day, fc.integer({ min: -1e9, max: 1e9 }), word);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      const cells = rows.map(
        ([date, number, text]) => [{ day: date.toISOString().slice(0, 10) }, number, text] as const,
      );
      const file = workbookOf([
        { name: "Relevé", rows: [["Jour", "Nombre", "Mot"], ...cells], widths: [12, 12, 12] },
      ]);
      const read = await rowsOf(file);
      expect(read.slice(1)).toEqual(
        cells.map(([{ day: date }, number, text]) => [date, number, harmless(text)]),
      );
    }),
    { numRuns: 40 },
  );
});

test("rounds, visits and what they are stand in three sheets, whatever their names hold", async () => {
  const names = { ...WORDS, rounds: "Tournées [2026/03]: toutes les équipes du nord?" };
  const file = visitsWorkbook({ rounds: [ROUND], visits: [VISIT] }, DEFAULT_GRID, names);
  expect(await rowsOf(file, 2)).toEqual([
    ["Date de service", "Créneau", "Équipe", "Maille", "Lieu", "Minutes prévues"],
    ["2026-03-03", "soir", "Équipe", "CRS3035RES1000mN2889000E3760000", "Barbès ; « Rochechouart »", null],
  ]);
  expect((await rowsOf(file, 1))[1]?.slice(0, 3)).toEqual(["2026-03-03", "soir", '\'=HYPERLINK("x")']);
  expect((await openTable(file, { sheet: 4 })).ok).toBe(false);
});

test("a workbook has the parts, and the elements in the order, that ECMA-376 asks for", () => {
  const name = "'Tournées [2026/03]: le nord, l'est et l'ouest'";
  const cells = [["Jour"], [{ day: "2026-03-03" }], ['a\u0001 <b> & "c"']] as const;
  const file = workbookOf([
    { name, rows: cells, widths: [12] },
    { name: "Autre", rows: [["x"]], widths: [4] },
  ]);
  const parts = Object.fromEntries(
    Object.entries(unzipSync(file)).map(([part, bytes]) => [part, strFromU8(bytes)]),
  );
  // Excel looks for the list of types first.
  expect(Object.keys(parts)[0]).toBe("[Content_Types].xml");
  for (const [, target = ""] of (parts["[Content_Types].xml"] ?? "").matchAll(/PartName="\/([^"]+)"/g)) {
    expect(Object.keys(parts)).toContain(target);
  }
  for (const [, target = ""] of (parts["xl/_rels/workbook.xml.rels"] ?? "").matchAll(/Target="([^"]+)"/g)) {
    expect(Object.keys(parts)).toContain(`xl/${target}`);
  }
  const order = (xml = "") => [...xml.matchAll(/<(sheetViews|cols|sheetData)[ >]/g)].map(([, tag]) => tag);
  expect(order(parts["xl/worksheets/sheet1.xml"])).toEqual(["sheetViews", "cols", "sheetData"]);
  const styles = [...(parts["xl/styles.xml"] ?? "").matchAll(/<(\w+) count="(\d+)">/g)].map(([, tag]) => tag);
  expect(styles).toEqual(["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles"]);
  const names = [...(parts["xl/workbook.xml"] ?? "").matchAll(/<sheet name="([^"]*)"/g)].map(
    ([, one]) => one,
  );
  expect(names).toEqual(["Tournées  2026 03   le nord, l", "Autre"]);
  expect(parts["xl/worksheets/sheet1.xml"]).toContain("a &lt;b&gt; &amp; &quot;c&quot;</t>");
});

test("a cell's INSPIRE name is read back as that cell, on any grid", () => {
  const part = fc.integer({ min: 0, max: 9999 });
  fc.assert(
    fc.property(part, part, fc.integer({ min: 0, max: 3000 }), (north, east, offset) => {
      const grid = { srid: 3035, offsetEKm: Math.min(offset, east), offsetNKm: Math.min(offset, north) };
      const cell = (north * 10_000 + east) as Cell;
      expect(cellNamed(inspireName(grid, cell), grid)).toBe(cell);
    }),
  );
});

const LEAVES: readonly LeafOut[] = [
  {
    ...{ leaf: 7, heatClass: 1, range: "15–24", atLeast: 30 },
    squares: [
      { square: BARBES, sizeKm: 1 },
      { square: 28923760 as Cell, sizeKm: 4 },
    ],
  },
  { leaf: 9, heatClass: 0, range: "", atLeast: null, squares: [{ square: 28883768 as Cell, sizeKm: 8 }] },
];
const FACTS = { Source: "Repère, Association fictive", Règle: "Sans valeur : trop peu, ou rien." };

test("leaves leave as GeoJSON in degrees, counter-clockwise, closed, around their cells and no others", async () => {
  const { grid } = await parisSetting();
  const json = JSON.parse(releaseGeojson(LEAVES, grid, FACTS));
  expect(json).toMatchObject({ type: "FeatureCollection", metadata: FACTS });
  const wgs84 = await crsOf(4326);
  if (!wgs84) throw new Error("no definition of 4326");
  const find = cellFinder(wgs84, grid);
  const toGrid = proj4("+proj=longlat +datum=WGS84", grid.proj4);
  for (const [at, leaf] of LEAVES.entries()) {
    const { geometry, properties } = json.features[at];
    expect(properties).toMatchObject({
      class: leaf.heatClass,
      range: leaf.range || null,
      at_least: leaf.atLeast,
    });
    for (const [part, { square, sizeKm }] of leaf.squares.entries()) {
      const ring: [number, number][] = geometry.coordinates[part][0];
      expect(ring[0]).toEqual(ring.at(-1));
      const area = ring
        .slice(1)
        .reduce((sum, [x, y], k) => sum + ((ring[k]?.[0] ?? 0) * y - x * (ring[k]?.[1] ?? 0)) / 2, 0);
      expect(area).toBeGreaterThan(0);
      const [west = 0, south = 0] = toGrid.forward(ring[0] ?? [0, 0]);
      const [east = 0, north = 0] = toGrid.forward(ring[2] ?? [0, 0]);
      expect((east - west) / 1000).toBeCloseTo(sizeKm, 3);
      expect((north - south) / 1000).toBeCloseTo(sizeKm, 3);
      const middle = toGrid.inverse([(west + east) / 2 + 1, (south + north) / 2 + 1]);
      expect(cellsOf(square, sizeKm)).toContain(find({ x: middle[0] ?? 0, y: middle[1] ?? 0 }));
    }
  }
});

test("a hidden leaf stands in the table as an empty value, never as zero, and the rules stand under it", async () => {
  const { grid } = await parisSetting();
  const columns = {
    ...{ leaf: "Maille", squares: "Carrés", size: "km²", heatClass: "Classe" },
    ...{ range: "Jeunes", atLeast: "Au moins" },
  };
  expect(releaseCsv(LEAVES, grid, columns, FACTS).split("\r\n")).toEqual([
    "\ufeffMaille;Carrés;km²;Classe;Jeunes;Au moins",
    "7;CRS3035RES1000mN2889000E3760000 CRS3035RES4000mN2892000E3760000;17;1;15–24;30",
    "9;CRS3035RES8000mN2888000E3768000;64;0;;",
    "",
    "Source;Repère, Association fictive",
    "Règle;Sans valeur : trop peu, ou rien.",
    "",
  ]);
});
