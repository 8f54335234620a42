import { expect, test } from "vitest";
import type { Cell, SizeKm } from "../../../src/domain/grid.ts";
import { biweight, type ReleasedSquare, smooth } from "../../../src/domain/smooth.ts";

const square = (eKm: number, nKm: number, sizeKm: SizeKm, density?: number): ReleasedSquare => ({
  square: (nKm * 10_000 + eKm) as Cell,
  sizeKm,
  density,
});

function at(surface: NonNullable<ReturnType<typeof smooth>>, eKm: number, nKm: number) {
  const column = Math.floor((eKm - surface.westKm) / surface.stepKm);
  const row = Math.floor((nKm - surface.southKm) / surface.stepKm);
  const index = row * surface.columns + column;
  return { density: surface.density[index] ?? Number.NaN, support: surface.support[index] ?? Number.NaN };
}

test("the kernel is 1 at its centre, falls without rising, and is 0 at its reach", () => {
  expect(biweight(0)).toBe(1);
  for (let u = 0; u < 1; u += 0.05) expect(biweight(u + 0.05)).toBeLessThanOrEqual(biweight(u));
  expect(biweight(1)).toBe(0);
  expect(biweight(3)).toBe(0);
});

test("where every cell has one density, the surface has that density and full support", () => {
  const surface = smooth([square(3744, 2880, 8, 7), square(3752, 2880, 8, 7)]);
  if (!surface) throw new Error("a surface is expected");
  const middle = at(surface, 3752, 2884);
  expect(middle.density).toBeCloseTo(7, 4);
  expect(middle.support).toBeCloseTo(1, 4);
});

test("a square that is not published lowers the support and never the value", () => {
  const alone = smooth([square(3744, 2880, 8, 7)]);
  const beside = smooth([square(3744, 2880, 8, 7), square(3752, 2880, 8)]);
  if (!alone || !beside) throw new Error("surfaces are expected");
  expect(at(beside, 3751.7, 2884).density).toBeCloseTo(at(alone, 3751.7, 2884).density, 4);
  expect(at(beside, 3751.7, 2884).support).toBeLessThan(0.7);
  expect(at(beside, 3758, 2884).support).toBe(0);
});

test("a surface never exceeds the densities it comes from", () => {
  const surface = smooth([square(3744, 2880, 4, 2), square(3748, 2880, 4, 30), square(3744, 2884, 4)]);
  if (!surface) throw new Error("a surface is expected");
  for (const [index, density] of surface.density.entries()) {
    if ((surface.support[index] ?? 0) === 0) continue;
    expect(density).toBeGreaterThanOrEqual(2 - 1e-4);
    expect(density).toBeLessThanOrEqual(30 + 1e-4);
  }
});

test("no square, no surface", () => {
  expect(smooth([])).toBeUndefined();
});
