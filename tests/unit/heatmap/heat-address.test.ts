import fc from "fast-check";
import { expect, test } from "vitest";
import { BREAKDOWNS } from "../../../src/data/heat.ts";
import { CATEGORIES, type HeatState, heatAddress } from "../../../src/features/heatmap/heat-address.ts";

const start = heatAddress.read(new URLSearchParams());
const there = (state: HeatState) =>
  heatAddress.read(new URLSearchParams(heatAddress.write(state).toString()));

const day = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
const period = fc.tuple(day, day).map(([a, b]) => (a <= b ? { from: a, to: b } : { from: b, to: a }));
const state: fc.Arbitrary<HeatState> = fc.constantFrom(...BREAKDOWNS).chain((breakdown) =>
  fc.record<HeatState>({
    tier: fc.constantFrom("lead", "educator", undefined),
    period: fc.option(period, { nil: undefined }),
    other: fc.option(period, { nil: undefined }),
    breakdown: fc.constant(breakdown),
    category: fc.constantFrom(...CATEGORIES[breakdown]),
    surface: fc.boolean(),
    coverage: fc.constantFrom("morning", "afternoon", "evening", "night", undefined),
    leaf: fc.option(fc.integer({ min: 0, max: 999_999_999 }), { nil: undefined }),
    table: fc.boolean(),
    view: fc.option(
      fc.record({
        lat: fc.integer({ min: -8500, max: 8500 }).map((n) => n / 100),
        lng: fc.integer({ min: -18000, max: 18000 }).map((n) => n / 100),
        zoom: fc.integer({ min: 0, max: 220 }).map((n) => n / 10),
      }),
      { nil: undefined },
    ),
  }),
);

test("what is written into the address is read back the same", () => {
  fc.assert(
    fc.property(state, (each) => {
      expect(there(each)).toEqual(each);
    }),
  );
});

test("an empty address is the default, and the default leaves the address empty", () => {
  expect(heatAddress.write(start).toString()).toBe("");
});

test("any text in any parameter reads as something valid", () => {
  const names = [
    "niveau",
    "de",
    "a",
    "avec",
    "avec-a",
    "par",
    "valeur",
    "vue",
    "couverture",
    "maille",
    "lieu",
  ];
  const params = fc.dictionary(fc.constantFrom(...names), fc.string());
  fc.assert(
    fc.property(params, (given) => {
      const read = heatAddress.read(new URLSearchParams(given));
      expect(CATEGORIES[read.breakdown]).toContain(read.category);
      expect(there(read)).toEqual(read);
    }),
  );
});

test("a position in the address is no finer than two decimals", () => {
  const written = heatAddress.write({ ...start, view: { lat: 48.883_456, lng: 2.349_999, zoom: 12.3456 } });
  expect(written.get("lieu")).toBe("48.88,2.35,12.3");
});
