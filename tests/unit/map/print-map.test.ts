import fc from "fast-check";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { type Cell, cellOfParts, DEFAULT_GRID } from "../../../src/domain/grid.ts";
import { DEFAULT_GRID_PROJ4, mapGrid } from "../../../src/map/map-grid.ts";
import { LABEL_MM, printBackground } from "../../../src/map/print-background.ts";
import {
  isOnMap,
  onPaper,
  type PrintFrame,
  placeOnPaper,
  printFrame,
  scaleKm,
} from "../../../src/map/print-frame.ts";
import { middleOnPaper, PrintMap } from "../../../src/map/print-map.tsx";

const grid = mapGrid(DEFAULT_GRID, DEFAULT_GRID_PROJ4);
const [WIDTH, HEIGHT] = [180, 118];
const cellAt = (east: number, north: number) => cellOfParts(3760 + east, 2889 + north) as Cell;
const cells = fc
  .tuple(fc.integer({ min: -15, max: 15 }), fc.integer({ min: -15, max: 15 }))
  .map(([e, n]) => cellAt(e, n));
const routes = fc.uniqueArray(cells, { minLength: 1, maxLength: 12 });

function frameOf(route: readonly Cell[]): PrintFrame {
  const frame = printFrame(grid, route, WIDTH, HEIGHT);
  if (!frame) throw new Error("a route has a frame");
  return frame;
}

test("every cell of a route lies wholly on the map, and its kilometre is the same in both directions", () => {
  fc.assert(
    fc.property(routes, (route) => {
      const frame = frameOf(route);
      for (const cell of route) {
        const [x, y] = middleOnPaper(frame, cell);
        const half = frame.mmPerKm / 2;
        for (const corner of [
          [x - half, y - half],
          [x + half, y + half],
        ] as const)
          expect(isOnMap(frame, corner)).toBe(true);
      }
      const [x0, y0] = onPaper(frame, 3760, 2889);
      const [x1, y1] = onPaper(frame, 3761, 2890);
      expect(x1 - x0).toBeCloseTo(frame.mmPerKm);
      expect(y0 - y1).toBeCloseTo(frame.mmPerKm);
    }),
  );
});

test("one cell alone still shows its surroundings, and the scale fits beside it", () => {
  const frame = frameOf([cellAt(0, 0)]);
  expect(HEIGHT / frame.mmPerKm).toBeGreaterThanOrEqual(4);
  expect(scaleKm(frame) * frame.mmPerKm).toBeLessThanOrEqual(WIDTH / 2);
});

test("the grid leans by about six degrees at Paris, and the arrow says so", () => {
  const { northDegrees } = frameOf([cellAt(0, 0)]);
  expect(northDegrees).toBeGreaterThan(4);
  expect(northDegrees).toBeLessThan(8);
});

test("a place lies on paper where its cell does", () => {
  const frame = frameOf([cellAt(0, 0)]);
  const [lng, lat] = grid.toLngLat(3_760_500, 2_889_500);
  const [x, y] = placeOnPaper(grid, frame, lng, lat) ?? [];
  const [mx, my] = middleOnPaper(frame, cellAt(0, 0));
  expect(x).toBeCloseTo(mx, 3);
  expect(y).toBeCloseTo(my, 3);
});

test("names never lie over each other or over a number, and never leave the map", () => {
  const names = fc.array(
    fc.record({
      name: fc.stringMatching(/^[A-Z][a-z]{2,18}$/),
      lng: fc.double({ min: 2.2, max: 2.5, noNaN: true }),
      lat: fc.double({ min: 48.8, max: 48.95, noNaN: true }),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(routes, names, (route, places) => {
      const frame = frameOf(route);
      const badges = route.map((cell) => middleOnPaper(frame, cell));
      const { labels } = printBackground(grid, frame, { lines: {}, places }, badges);
      labels.forEach((label, at) => {
        expect(isOnMap(frame, label.at)).toBe(true);
        for (const [x, y] of badges)
          expect(Math.abs(label.at[0] - x) < 3.2 && Math.abs(label.at[1] - y) < 3.2).toBe(false);
        for (const other of labels.slice(at + 1)) {
          const overlap =
            Math.abs(label.at[0] - other.at[0]) < ((label.text.length + other.text.length) * 1.35) / 2 &&
            Math.abs(label.at[1] - other.at[1]) < LABEL_MM;
          expect(overlap).toBe(false);
        }
      });
    }),
  );
});

test("lines are drawn where they cross the map, and left out where they do not", () => {
  const frame = frameOf([cellAt(0, 0)]);
  const line = (coordinates: unknown) => ({
    type: "FeatureCollection",
    features: [{ type: "Feature", geometry: { type: "LineString", coordinates }, properties: {} }],
  });
  const near = printBackground(
    grid,
    frame,
    {
      lines: {
        rivers: line([
          [2.3, 48.86],
          [2.35, 48.86],
          [2.4, 48.86],
        ]),
      },
      places: [],
    },
    [],
  );
  const far = printBackground(
    grid,
    frame,
    {
      lines: {
        rivers: line([
          [5, 44],
          [5.1, 44],
        ]),
      },
      places: [],
    },
    [],
  );
  const broken = printBackground(grid, frame, { lines: { rivers: { features: "no" } }, places: [] }, []);
  expect(near.paths.map(({ kind }) => kind)).toEqual(["rivers"]);
  expect([far.paths, broken.paths]).toEqual([[], []]);
});

test("the drawing holds numbers, greys and nothing that a stop is known for", () => {
  const stops = [cellAt(0, 0), cellAt(2, 1)];
  const frame = frameOf(stops);
  const svg = renderToStaticMarkup(
    createElement(PrintMap, {
      ...{ frame, stops, start: cellAt(1, 1), end: cellAt(1, 1), marks: ["D", "A"] as const, label: "Plan" },
      background: { paths: [{ kind: "rivers", d: "M0 0L9 9" }], labels: [{ text: "Ici", at: [20, 20] }] },
    }),
  );
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts).toEqual(["Ici", "D", "1", "2", "1 km", "N"]);
  for (const [, r, g, b] of svg.matchAll(/#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/g))
    expect([r, g]).toEqual([g, b]);
});
