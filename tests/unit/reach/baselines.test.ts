import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../../src/domain/random.ts";
import { greedy, oldest, smoothedRates, uniform } from "../../benchmarks/reach/baselines.ts";
import { CELLS } from "../../benchmarks/reach/city.ts";
import type { Monday, PastVisit } from "../../benchmarks/reach/season.ts";

function mondayOf(day: number, past: Readonly<Record<number, readonly PastVisit[]>>): Monday {
  return {
    ...{ day, week: Math.floor(day / 7), evictions: [], draw: randomFrom("monday").next },
    heat: new Array<number>(CELLS).fill(0),
    visits: Array.from({ length: CELLS }, (_, cell) => past[cell] ?? []),
  };
}

test("every baseline names as many different cells as asked", () => {
  const visit = fc.record({ day: fc.integer({ min: 0, max: 69 }), met: fc.integer({ min: 0, max: 3 }) });
  const pasts = fc.dictionary(fc.integer({ min: 0, max: CELLS - 1 }).map(String), fc.array(visit));
  fc.assert(
    fc.property(pasts, fc.integer({ min: 1, max: CELLS }), (past, count) => {
      for (const strategy of [greedy, oldest, uniform]) {
        const chosen = strategy(mondayOf(70, past), count);
        expect(new Set(chosen).size).toBe(count);
        for (const cell of chosen) expect(cell).toBeLessThan(CELLS);
      }
    }),
    { numRuns: 20 },
  );
});

test("greedy goes where visits met someone, before cells around, before cells far away", () => {
  const monday = mondayOf(14, { 210: [{ day: 9, met: 1 }], 390: [{ day: 9, met: 0 }] });
  expect(greedy(monday, 1)).toEqual([210]);
  const rates = smoothedRates(monday);
  expect(rates[211]).toBeGreaterThan(rates[215] ?? 1);
  expect(rates[390]).toBeLessThan(rates[0] ?? 0);
});

test("greedy forgets after eight weeks, and half of a visit after four", () => {
  const rate = (day: number) => smoothedRates(mondayOf(100, { 210: [{ day, met: 1 }] }))[210] ?? 0;
  expect(rate(99)).toBeGreaterThan(rate(72));
  expect(rate(72)).toBeGreaterThan(rate(44));
  expect(rate(43)).toBeCloseTo(1 / 3, 12);
});

test("the oldest visit goes first, never visited cells before all", () => {
  const all = Object.fromEntries(Array.from({ length: CELLS }, (_, cell) => [cell, [{ day: 50, met: 1 }]]));
  const past: Record<number, { day: number; met: number }[]> = {
    ...all,
    8: [{ day: 20, met: 1 }],
    9: [{ day: 30, met: 0 }],
  };
  delete past[3];
  expect(oldest(mondayOf(70, past), 3)).toEqual([3, 8, 9]);
});

test("chance favours no cell: over many weeks each is chosen about as often", () => {
  const { draw } = mondayOf(0, {});
  const counts = new Array<number>(CELLS).fill(0);
  for (let week = 0; week < 1000; week++) {
    for (const cell of uniform({ ...mondayOf(0, {}), draw }, 40)) counts[cell] = (counts[cell] ?? 0) + 1;
  }
  // Each count is binomial, mean 100, deviation 9.5; χ² of 399 degrees exceeds 520 with probability 4·10⁻⁵.
  const chi = counts.reduce((sum, count) => sum + (count - 100) ** 2 / 90, 0);
  expect(chi).toBeLessThan(520);
});
