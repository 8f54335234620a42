import fc from "fast-check";
import { expect, test } from "vitest";
import { chartSvg } from "../../../src/features/mobility/export-chart.ts";
import { type Figure, figureSvg } from "../../../src/features/mobility/export-figure.ts";
import { wrapped } from "../../../src/features/mobility/export-frame.ts";
import { spreadLabels } from "../../../src/features/mobility/export-labels.ts";
import { arcsOf, districtPlaces } from "../../../src/features/mobility/export-places.ts";
import { cell } from "./invented-release.ts";

const FIGURE: Figure = {
  title: "Valeur publiée",
  subtitle: "Ensemble · du 30 mars au 28 juin 2026",
  legendTitle: "rencontres par heure de passage",
  legend: [
    { label: "moins de 0,5", fill: "#8bd7d6", pattern: undefined },
    { label: "masqué (moins de 20, ou personne)", fill: "#8d887e", pattern: "diagonal" },
  ],
  places: [
    { squares: [{ square: cell(0, 0), sizeKm: 4 }], fill: "#8bd7d6", pattern: undefined },
    { squares: [{ square: cell(4, 0), sizeKm: 4 }], fill: "#b9b4aa", pattern: "diagonal" },
    { squares: [{ square: cell(0, 4), sizeKm: 8 }], fill: "#50b3c4", pattern: "dots" },
  ],
  arcs: [{ from: [3762, 2890], to: [3768, 2896], weight: 0.5 }],
  source: ["Source : Repère, Association fictive. publication n° 55 (30 mars – 28 juin 2026)."],
  scale: "8 km",
};

/** Elements that are opened and closed in order, with quoted attributes and no stray character: XML. */
function elementsOf(svg: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, close, name, _attributes, own) => {
      if (close) expect(open.pop()).toBe(name);
      else {
        seen.push(name);
        if (!own) open.push(name);
      }
      return "";
    },
  );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/);
  return seen;
}

test("a picture holds its title, legend, source, release and scale, and points at nothing outside itself", () => {
  const svg = figureSvg(FIGURE);
  const text = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words).join(" ");
  for (const told of [
    FIGURE.title,
    FIGURE.subtitle,
    FIGURE.legendTitle,
    "publication n° 55",
    "8 km",
    "moins de 0,5",
  ])
    expect(text).toContain(told);
  expect(elementsOf(svg).filter((name) => name === "path").length).toBeGreaterThanOrEqual(5);
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
    /https?:|href|<script|<image|<style/,
  );
});

test("whatever organisations and tables are called, the picture stays one well-formed picture", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string(), (title, note) => {
      elementsOf(
        figureSvg({ ...FIGURE, title, source: [note, "</svg><script>alert(1)</script>", "a\u0000b&c"] }),
      );
    }),
    { numRuns: 12 },
  );
});

test("squares stay squares, do not overlap the legend, and lie as they lie on the ground", () => {
  const svg = figureSvg(FIGURE);
  const squares = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z"/g)].map((found) =>
    found.slice(1).map(Number),
  );
  expect(squares).toHaveLength(3);
  const [first = [], second = [], large = []] = squares;
  for (const [x = 0, , width = 0, height = 1] of squares) {
    expect(width).toBe(height);
    expect(x + width).toBeLessThanOrEqual(841);
  }
  expect((large[2] ?? 0) / (first[2] ?? 1)).toBeCloseTo(2, 1);
  expect((second[0] ?? 0) - (first[0] ?? 0)).toBeCloseTo(first[2] ?? 0, 0);
  expect(large[1] ?? 0).toBeLessThan(first[1] ?? 0);
});

test("an empty territory is a picture too, and long lines are parted at spaces without losing a word", () => {
  elementsOf(figureSvg({ ...FIGURE, places: [], arcs: [] }));
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,20}$/), { minLength: 1 }), (words) => {
      const lines = wrapped(words.join(" "), 30);
      expect(lines.join(" ")).toBe(words.join(" "));
      for (const line of lines) expect(line.length <= 30 || !line.includes(" ")).toBe(true);
    }),
  );
});

test("flows become arrows between the middles of districts; from beyond the territory there is none to draw", () => {
  const flows = [
    { origin: cell(0, 0), destination: cell(8, 0), value: 40 },
    { origin: cell(8, 0), destination: cell(8, 0), value: 20 },
    { origin: undefined, destination: cell(0, 0), value: 60 },
  ];
  expect(arcsOf(flows, 60)).toEqual([
    { from: [3764, 2892], to: [3772, 2892], weight: 40 / 60 },
    { from: [3772, 2892], to: [3772, 2892], weight: 20 / 60 },
  ]);
  const places = districtPlaces([cell(0, 0), cell(4, 4), cell(9, 1)]);
  expect(places.map(({ squares }) => squares[0]?.square)).toEqual([cell(0, 0), cell(8, 0)]);
  const svg = figureSvg({ ...FIGURE, places, arcs: arcsOf(flows, 60) });
  elementsOf(svg);
  // A ring for what stays inside, an arrow for what moves.
  expect([svg.match(/<circle /g)?.length, svg.match(/rotate\(/g)?.length]).toEqual([2, 2]);
});

test("names for orientation do not touch each other, and the first ones have the first choice", () => {
  const name = fc.record({
    name: fc.stringMatching(/^[A-Z][a-z]{2,18}$/),
    eKm: fc.integer({ min: 3760, max: 3768 }),
    nKm: fc.integer({ min: 2888, max: 2896 }),
  });
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 30 }), (labels) => {
      const placed = spreadLabels(labels, (eKm, nKm) => [(eKm - 3760) * 80, (2896 - nKm) * 80]);
      expect(placed[0]?.name).toBe(labels[0]?.name);
      for (const [at, one] of placed.entries()) {
        for (const other of placed.slice(at + 1)) {
          const apart = Math.abs(one.x - other.x) >= 3.8 * (one.name.length + other.name.length);
          expect(apart || Math.abs(one.y - other.y) >= 16).toBe(true);
        }
      }
    }),
  );
  const svg = figureSvg({ ...FIGURE, labels: [{ name: "L’Île-<Rousse>", eKm: 3762, nKm: 2890 }] });
  elementsOf(svg);
  expect(svg).toContain("L’Île-&lt;Rousse&gt;");
});

const CHART = {
  title: "Évolution",
  subtitle: "Ensemble · territoire",
  source: ["Source : Repère. publications n° 5, 16 (2025)."],
  unit: "jeunes rencontré·es par heure de passage",
  slots: ["T2 2025", "T3 2025", "T4 2025"],
  number: (value: number) => String(value),
  series: [
    {
      kind: "first",
      name: "avant",
      marks: [{ value: 4, low: 3, high: 5 }, undefined, { value: 2, low: 1, high: 3, most: 4 }],
    },
    { kind: "second", name: "après", marks: [undefined, { value: 8, low: 7.5, high: 8.5 }, undefined] },
  ],
} as const;

test("a chart's picture draws every interval to scale, names its axis and its series, and leaves gaps where there is nothing", () => {
  const svg = chartSvg(CHART);
  elementsOf(svg);
  const text = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, words]) => words);
  for (const told of [CHART.title, CHART.unit, "T2 2025", "T4 2025", "avant", "après", CHART.source[0]])
    expect(text).toContain(told);
  const whiskers = [
    ...svg.matchAll(/data-low="([\d.]+)" data-high="([\d.]+)" d="M[\d.]+ ([\d.]+)h[^"]*V([\d.]+)m/g),
  ].map((found) => found.slice(1).map(Number));
  expect(whiskers).toHaveLength(3);
  const perUnit = whiskers.map(([low = 0, high = 0, from = 0, to = 0]) => (from - to) / (high - low));
  for (const each of perUnit) expect(each / (perUnit[0] ?? 1)).toBeCloseTo(1, 2);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(1);
});

test("a chart of nothing is a picture too", () => {
  elementsOf(chartSvg({ ...CHART, slots: [], series: [] }));
  elementsOf(
    chartSvg({ ...CHART, series: [{ kind: "first", name: "", marks: [undefined, undefined, undefined] }] }),
  );
});
