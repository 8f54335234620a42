import { expect, test } from "vitest";
import { type Cell, coarsen, type SizeKm } from "../../../src/domain/grid.ts";
import { smooth } from "../../../src/domain/smooth.ts";
import {
  releasedSquares,
  surfaceBreaks,
  surfaceClass,
  surfaceImage,
} from "../../../src/features/heatmap/surface-image.ts";
import { PALETTES, rgbOf } from "../../../src/map/heat-palette.ts";
import { POLICIES } from "../../fixtures/heat-answers.ts";

const breaks = surfaceBreaks(POLICIES.lead.classes);
const square = 28_880_000 + 3760;
const leafOf = (sizeKm: SizeKm) => ({
  id: 1,
  squares: [{ square: square as Cell, sizeKm }],
  areaKm2: sizeKm * sizeKm,
});

test("a 2 km square and its surface are in the same class", () => {
  for (const { class: each, from } of POLICIES.lead.classes) {
    expect(surfaceClass(from / 4 + 0.5, breaks)).toBe(each - 1);
  }
});

test("a density is per km² and window; what is not published stays unknown", () => {
  const row = (atLeast: number) => ({ leaf: leafOf(2), heatClass: 1 as const, atLeast });
  expect(releasedSquares([row(60)], 3)[0]?.density).toBe(5);
  expect(releasedSquares([row(0)], 3)[0]?.density).toBeUndefined();
});

test("an even territory is painted in one colour, and nothing is painted outside it", () => {
  const squares = releasedSquares([{ leaf: leafOf(4), heatClass: 3, atLeast: 16 * 12 }], 1);
  const surface = smooth(squares);
  if (!surface) throw new Error("a surface is expected");
  const inside = (cell: Cell) => coarsen(cell, 4) === square;
  const { pixels, width, height } = surfaceImage(surface, { breaks, palette: PALETTES.light, inside });
  const painted = Array.from({ length: width * height }, (_, at) => [...pixels.subarray(4 * at, 4 * at + 4)])
    .filter(([, , , alpha]) => alpha !== 0)
    .map(([red, green, blue]) => `${red},${green},${blue}`);
  const share = painted.length / (width * height);
  expect(share).toBeCloseTo(16 / ((surface.columns * surface.rows) / 4), 2);
  expect(new Set(painted)).toEqual(
    new Set([rgbOf(PALETTES.light.classes[surfaceClass(12, breaks)] ?? "").join()]),
  );
});
