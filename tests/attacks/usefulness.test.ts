import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CELLS, EDGE_KM } from "../../src/reference/city.ts";
import { earthMover } from "../../src/reference/earth-mover.ts";
import { caught, recall } from "../../src/reference/maps.ts";
import { usefulness } from "./utility/usefulness.ts";

const empty = () => new Array<number>(CELLS).fill(0);
const mapOf = (masses: readonly (readonly [cell: number, mass: number])[]) => {
  const map = empty();
  for (const [cell, mass] of masses) map[cell] = (map[cell] ?? 0) + mass;
  return map;
};
const masses = fc.array(fc.tuple(fc.integer({ min: 0, max: CELLS - 1 }), fc.integer({ min: 1, max: 9 })), {
  minLength: 1,
  maxLength: 12,
});

describe("earth mover's distance", () => {
  test("moves everything as far as it lies away", () => {
    expect(earthMover(mapOf([[0, 3]]), mapOf([[3 + 4 * EDGE_KM, 7]]))).toBeCloseTo(5, 9);
    expect(
      earthMover(
        mapOf([[0, 1]]),
        mapOf([
          [0, 1],
          [2, 1],
        ]),
      ),
    ).toBeCloseTo(1, 9);
  });

  test("takes the cheaper of two ways to pair what is moved", () => {
    // In a row at 0, 1 → 1, 5: pairing in order costs 1 + 4, and so does leaving one where it is.
    expect(
      earthMover(
        mapOf([
          [0, 1],
          [1, 1],
        ]),
        mapOf([
          [1, 1],
          [5, 1],
        ]),
      ),
    ).toBeCloseTo(2.5, 9);
    // Crosswise in a square: the greedy pair first would leave a long way for the other.
    const crossed = earthMover(
      mapOf([
        [0, 1],
        [2, 1],
      ]),
      mapOf([
        [3, 1],
        [EDGE_KM + 2, 1],
      ]),
    );
    expect(crossed).toBeCloseTo(Math.min((3 + 1) / 2, (Math.hypot(2, 1) + 1) / 2), 9);
  });

  test("is a distance: nothing to itself, the same both ways, no longer than by a third place", () => {
    fc.assert(
      fc.property(masses, masses, masses, (a, b, c) => {
        const [one, two, three] = [mapOf(a), mapOf(b), mapOf(c)];
        // Masses are rounded to 4,000 units, each moved 21 km at most.
        const rounding = 0.2;
        expect(earthMover(one, one)).toBe(0);
        expect(earthMover(one, two)).toBeCloseTo(earthMover(two, one), 6);
        expect(earthMover(one, three)).toBeLessThanOrEqual(
          earthMover(one, two) + earthMover(two, three) + rounding,
        );
      }),
      { numRuns: 60 },
    );
  });
});

test("ties are broken by chance: a map that tells nothing recalls what chance does", () => {
  const truth = mapOf(Array.from({ length: 20 }, (_, cell) => [cell, 5] as const));
  expect(recall(empty(), truth)).toBeCloseTo(20 / CELLS, 9);
  expect(recall(truth, truth)).toBeCloseTo(1, 9);
  expect(caught(empty(), truth)).toBeCloseTo(20 / CELLS, 9);
});

test("released maps keep the floors of usefulness, where they are known to", () => {
  const found = usefulness({ trials: 0, full: false, say: () => undefined });
  const missed = found.filter(({ pass }) => !pass).map(({ id }) => id);
  // Over 30 cities a quarter's released map finds .71 of what the raw map does: docs/known-weaknesses.md.
  expect(missed.filter((id) => id !== "cells_lead")).toEqual([]);
  expect(found.filter(({ floor, ceiling }) => (floor ?? ceiling) !== undefined)).toHaveLength(8);
});
