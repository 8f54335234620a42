import fc from "fast-check";
import { expect, test } from "vitest";
import {
  FALLBACK_OCCUPANCY,
  fitOccupancy,
  logLikelihood,
  presenceAfterMisses,
  type VisitHistory,
} from "../../../src/domain/occupancy.ts";
import { seeded } from "../../../src/planner/random.ts";

/** Invented histories of cells that are occupied with chance `presence`, each visited 2 to 8 times. */
function invented(cells: number, presence: number, detection: number, seed: number): VisitHistory[] {
  const draw = seeded(seed);
  return Array.from({ length: cells }, () => {
    const visits = 2 + Math.floor(draw() * 7);
    const here = draw() < presence;
    let met = 0;
    for (let visit = 0; visit < visits; visit++) if (here && draw() < detection) met += 1;
    return { visits, met };
  });
}

test("the chance that a cell is occupied falls with each fruitless visit, from ψ towards 0", () => {
  const unit = fc.double({ min: 0.05, max: 0.95, noNaN: true });
  fc.assert(
    fc.property(unit, unit, (presence, detection) => {
      const model = { presence, detection, fallback: false };
      expect(presenceAfterMisses(model, 0)).toBeCloseTo(presence, 12);
      for (let n = 1; n < 10; n++) {
        expect(presenceAfterMisses(model, n)).toBeLessThan(presenceAfterMisses(model, n - 1));
      }
    }),
  );
});

test("one miss at ψ = .3, p = .4 leaves .18 / .88", () => {
  expect(presenceAfterMisses(FALLBACK_OCCUPANCY, 1)).toBeCloseTo(0.18 / 0.88, 12);
});

test.each([
  [0.3, 0.4],
  [0.6, 0.25],
  [0.15, 0.7],
])("ψ = %d and p = %d are found again in 4,000 invented histories", (presence, detection) => {
  const model = fitOccupancy(invented(4000, presence, detection, 7));
  expect(model.fallback).toBe(false);
  expect(Math.abs(model.presence - presence)).toBeLessThan(0.03);
  expect(Math.abs(model.detection - detection)).toBeLessThan(0.03);
});

test("no model near the fitted one is likelier", () => {
  const histories = invented(300, 0.4, 0.35, 3);
  const fitted = fitOccupancy(histories);
  for (const [up, across] of [
    [0.01, 0],
    [-0.01, 0],
    [0, 0.01],
    [0, -0.01],
  ] as const) {
    const other = { ...fitted, presence: fitted.presence + up, detection: fitted.detection + across };
    expect(logLikelihood(other, histories)).toBeLessThan(logLikelihood(fitted, histories));
  }
});

test("histories that cannot tell ψ from p give the fallback, and it says so", () => {
  expect(fitOccupancy([])).toEqual(FALLBACK_OCCUPANCY);
  expect(fitOccupancy(Array.from({ length: 100 }, () => ({ visits: 1, met: 0 })))).toEqual(
    FALLBACK_OCCUPANCY,
  );
  expect(fitOccupancy(Array.from({ length: 100 }, () => ({ visits: 4, met: 0 })))).toEqual(
    FALLBACK_OCCUPANCY,
  );
  expect(fitOccupancy(Array.from({ length: 100 }, () => ({ visits: 4, met: 4 })))).toEqual(
    FALLBACK_OCCUPANCY,
  );
});
