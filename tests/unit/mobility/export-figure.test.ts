import fc from "fast-check";
import { expect, test } from "vitest";
import { type Figure, figureSvg, wrapped } from "../../../src/features/mobility/export-figure.ts";
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
    { numRuns: 25 },
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
