import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Cell, cellOfParts, DEFAULT_GRID } from "../../../src/domain/grid.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import { SAFETY_CODES } from "../../../src/domain/week-rounds.ts";
import { Sheet, type SheetFacts, type SheetProps } from "../../../src/features/rounds/sheet.tsx";
import { DEFAULT_GRID_PROJ4, mapGrid } from "../../../src/map/map-grid.ts";
import { printFrame } from "../../../src/map/print-frame.ts";
import { PrintMap } from "../../../src/map/print-map.tsx";
import { findBrowser } from "../../e2e/browser.ts";

// Everything on these sheets is invented.
const STYLES = ["src/ui/base.css", "src/features/rounds/sheet.css", "src/map/print-map.css"]
  .map((file) => readFileSync(join(import.meta.dirname, "../../..", file), "utf8"))
  .join("\n");
const grid = mapGrid(DEFAULT_GRID, DEFAULT_GRID_PROJ4);
const LONG = "Saint-Rémy-lès-Chevreuse – Porte de la Villette, Paris 19e arrondissement";

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await findBrowser(), args: ["--no-sandbox"] });
}, 60_000);
afterAll(() => browser?.close());

function cellsOf(count: number): Cell[] {
  return Array.from(
    { length: count },
    (_, at) => cellOfParts(3755 + (at % 11), 2885 + Math.floor(at / 11)) as Cell,
  );
}

function factsOf(count: number, notes: number, name: string): SheetFacts {
  return {
    ...{
      association: "Association inventée pour les tests",
      fictitious: true,
      number: "0912-4F2A",
      team: "Équipe Nord",
    },
    ...{ sector: "Centre nord", when: "mercredi 9 décembre, soir", leavesAt: 1230 as Minutes, mode: "foot" },
    ...{
      start: name,
      phones: { onCall: "01 99 00 00 00", coordination: "" },
      notes: SAFETY_CODES.slice(0, notes),
    },
    stops: cellsOf(count).map((cell) => ({ cell, name, travel: 17 as Minutes })),
    end: { name, travel: 12 as Minutes, isStart: false },
  };
}

function mapOf(stops: readonly Cell[]): SheetProps["map"] {
  return (widthMm, heightMm) => {
    const frame = printFrame(grid, stops, widthMm, heightMm);
    const [start] = stops;
    if (!frame || start === undefined) return null;
    return createElement(PrintMap, {
      ...{ frame, background: { paths: [], labels: [] }, stops, start, end: start },
      ...{ marks: ["D", "A"] as const, label: "Plan" },
    });
  };
}

async function printed(facts: SheetFacts, copies: number): Promise<{ pages: number; spills: boolean }> {
  const sheets = Array.from({ length: copies }, (_, at) =>
    createElement(Sheet, {
      key: at,
      facts,
      copy: at + 1,
      copies,
      map: mapOf(facts.stops.map(({ cell }) => cell)),
    }),
  );
  const html = renderToStaticMarkup(createElement("div", null, ...sheets));
  const page = await browser.newPage();
  await page.setContent(
    `<!doctype html><html lang="fr"><style>${STYLES} body{margin:0}</style><body>${html}</body></html>`,
  );
  await page.emulateMedia({ media: "print" });
  const spills = await page.evaluate(() =>
    [...document.querySelectorAll(".sheet")].some((sheet) => sheet.scrollHeight > sheet.clientHeight + 1),
  );
  const pdf = await page.pdf({ preferCSSPageSize: true });
  await page.close();
  return { pages: pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0, spills };
}

test.each([
  [0, 0],
  [1, 12],
  [6, 6],
  [8, 12],
  [9, 12],
  [14, 12],
  [24, 12],
  [25, 4],
  [40, 12],
  [60, 12],
])(
  "a sheet of %i stops and %i notes is exactly one A4 page, and nothing of it is cut off",
  async (stops, notes) => {
    expect(await printed(factsOf(stops, notes, LONG), 1)).toEqual({ pages: 1, spills: false });
  },
);

test("three copies are three pages, each with its own number", async () => {
  expect((await printed(factsOf(6, 4, "Ici"), 3)).pages).toBe(3);
});

test("a sheet tells no minutes of a stay and no time of return: travel alone has minutes", () => {
  const facts = factsOf(3, 12, "Ici");
  const html = renderToStaticMarkup(createElement(Sheet, { facts, copy: 1, copies: 1, map: () => null }));
  const minutes = [...html.matchAll(/(\d+) min/g)].map(([, count]) => count);
  expect(minutes).toEqual(["17", "17", "17", "12"]);
  expect([...html.matchAll(/\d\d\s?h\s?\d\d/g)].map(([time]) => time.replaceAll(/\s/g, " "))).toEqual([
    "20 h 30",
  ]);
});

test("a sheet says that it is to be collected and destroyed, and which copy it is", () => {
  const html = renderToStaticMarkup(
    createElement(Sheet, { facts: factsOf(3, 2, "Ici"), copy: 2, copies: 3, map: () => null }),
  );
  for (const words of [
    "Feuille n° 0912-4F2A",
    "exemplaire 2 sur 3",
    "À récupérer au retour et à détruire",
    "Données fictives",
  ])
    expect(html).toContain(words);
});
