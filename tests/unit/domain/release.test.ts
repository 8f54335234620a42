import fc from "fast-check";
import { expect, test } from "vitest";
import {
  BREAKDOWNS,
  breakdownsOf,
  CLASS_BOUNDS,
  categoriesOf,
  classOf,
  HEAT_CLASSES,
  type HeatClass,
  lowerBoundOf,
  rangeOf,
  TIERS,
} from "../../../src/domain/release.ts";

const tier = fc.constantFrom(...TIERS);

/** Classes that a tier has: educators have four. */
function classesOf(of: (typeof TIERS)[number]): HeatClass[] {
  return HEAT_CLASSES.filter((each) => each <= CLASS_BOUNDS[of].length);
}

test("a class begins at its lower bound and ends one below the next", () => {
  for (const of of TIERS) {
    for (const heatClass of classesOf(of).slice(1)) {
      const from = lowerBoundOf(of, heatClass);
      expect(classOf(of, from)).toBe(heatClass);
      expect(classOf(of, from - 1)).toBe(heatClass - 1);
    }
    expect(classOf(of, 1_000_000)).toBe(CLASS_BOUNDS[of].length);
  }
});

test("a range of equal windows has their class, whatever its length", () => {
  fc.assert(
    fc.property(tier, fc.nat(5), fc.integer({ min: 1, max: 13 }), (of, nth, length) => {
      const heatClass = classesOf(of)[nth % classesOf(of).length] ?? 0;
      const range = rangeOf(
        of,
        Array.from({ length }, () => heatClass),
      );
      expect(range).toEqual({ heatClass, atLeast: length * lowerBoundOf(of, heatClass) });
    }),
  );
});

test("a range lies between its least and its greatest window, and hidden windows only lower it", () => {
  fc.assert(
    fc.property(tier, fc.array(fc.nat(5), { minLength: 1, maxLength: 13 }), (of, drawn) => {
      const classes = drawn.map((nth) => classesOf(of)[nth % classesOf(of).length] ?? 0);
      const { heatClass, atLeast } = rangeOf(of, classes);
      expect(heatClass).toBeGreaterThanOrEqual(Math.min(...classes));
      expect(heatClass).toBeLessThanOrEqual(Math.max(...classes));
      const longer = rangeOf(of, [...classes, 0]);
      expect(longer.atLeast).toBe(atLeast);
      expect(longer.heatClass).toBeLessThanOrEqual(heatClass);
    }),
  );
});

test("no window says nothing, and educators have no ages, no genders and no sixth class", () => {
  expect(rangeOf("lead", [])).toEqual({ heatClass: 0, atLeast: 0 });
  expect(breakdownsOf("educator")).toEqual(["total", "place_kind"]);
  expect(categoriesOf("educator", "gender")).toEqual([]);
  for (const breakdown of BREAKDOWNS) {
    expect(categoriesOf("lead", breakdown)).not.toContain("?");
    expect(categoriesOf("lead", breakdown)).not.toContain("living");
  }
});
