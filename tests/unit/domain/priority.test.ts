import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANCE_CENTRES, CHANCES, type Chance, chanceClass } from "../../../src/domain/chance.ts";
import { type PriorityFacts, priorityOf, stalenessOf } from "../../../src/domain/priority.ts";

const facts: fc.Arbitrary<PriorityFacts> = fc.record({
  daysSinceVisit: fc.option(fc.integer({ min: 0, max: 182 }), { nil: null }),
  targetDays: fc.integer({ min: 1, max: 60 }),
  alertDueInDays: fc.option(fc.integer({ min: -30, max: 60 }), { nil: null }),
  weeksSinceEviction: fc.option(fc.integer({ min: 0, max: 30 }), { nil: null }),
  chance: fc.option(fc.constantFrom(...CHANCES), { nil: null }),
  daysAhead: fc.integer({ min: 0, max: 13 }),
  heatClass: fc.integer({ min: 0, max: 5 }),
  addition: fc.constantFrom(0, 10),
  activeNeighbours: fc.integer({ min: 0, max: 8 }),
});
const base: PriorityFacts = {
  ...{ daysSinceVisit: 10, targetDays: 14, alertDueInDays: null, weeksSinceEviction: null },
  ...{ daysAhead: 0, chance: "possible", heatClass: 0, addition: 0, activeNeighbours: 0 },
};
const score = (some: Partial<PriorityFacts>) => priorityOf({ ...base, ...some }).score;

test("a score lies between 0 and 100 and is the sum of its parts, cut at 100", () => {
  fc.assert(
    fc.property(facts, (some) => {
      const { quantile, staleness, score: told, ...parts } = priorityOf(some);
      const additions = parts.alert + parts.followUp + parts.neighbours + parts.addition;
      expect(told).toBeCloseTo(100 * Math.min(1, quantile * staleness + additions), 9);
      expect(told).toBeGreaterThanOrEqual(0);
      expect(told).toBeLessThanOrEqual(100);
    }),
  );
});

test("priority depends on nothing but what it is given: the same facts give the same answer", () => {
  fc.assert(
    fc.property(facts, (some) => {
      expect(priorityOf({ ...some })).toEqual(priorityOf(some));
    }),
  );
});

test("a better chance, an older visit, a nearer deadline and a later eviction never lower it", () => {
  fc.assert(
    fc.property(facts, (some) => {
      const known = { ...some, chance: "possible" as const, daysSinceVisit: 20 };
      expect(priorityOf({ ...known, chance: "likely" }).score).toBeGreaterThanOrEqual(
        priorityOf(known).score,
      );
      expect(priorityOf({ ...known, daysSinceVisit: 21 }).score).toBeGreaterThanOrEqual(
        priorityOf(known).score,
      );
      const due = { ...known, alertDueInDays: 9, weeksSinceEviction: 5 };
      expect(priorityOf({ ...due, alertDueInDays: 8 }).score).toBeGreaterThanOrEqual(priorityOf(due).score);
      expect(priorityOf({ ...due, weeksSinceEviction: 4 }).score).toBeGreaterThanOrEqual(
        priorityOf(due).score,
      );
    }),
  );
});

test("an unknown cell next to active ones outranks a known poor one, however old its visit", () => {
  expect(score({ daysSinceVisit: null, chance: "possible" })).toBeGreaterThan(
    score({ daysSinceVisit: 182, chance: "unlikely" }),
  );
});

test("an unknown cell outranks one of the same chance that was visited", () => {
  fc.assert(
    fc.property(fc.constantFrom(...CHANCES), fc.integer({ min: 0, max: 182 }), (chance, daysSinceVisit) => {
      expect(score({ chance, daysSinceVisit: null })).toBeGreaterThanOrEqual(
        score({ chance, daysSinceVisit }),
      );
    }),
  );
});

test("staleness is 0 on the day of a visit, a half after the half-interval, 1 without a visit", () => {
  expect(stalenessOf(0, 5)).toBe(0);
  expect(stalenessOf(5, 5)).toBeCloseTo(0.5, 12);
  expect(stalenessOf(null, 5)).toBe(1);
});

test("the released class stands in only where the working memory was not opened", () => {
  expect(priorityOf({ ...base, heatClass: 5 })).toEqual(priorityOf(base));
  expect(score({ chance: null, heatClass: 5 })).toBeGreaterThan(score({ chance: null, heatClass: 1 }));
});

test("a class of chance has its optimism already; a released class gets it here, less where a visit is known", () => {
  expect(priorityOf(base)).toMatchObject({ mean: 0.25, quantile: 0.25 });
  const released = { ...base, chance: null, heatClass: 2 };
  const [never, lately] = [null, 1].map((daysSinceVisit) => priorityOf({ ...released, daysSinceVisit }));
  expect(never?.quantile).toBeGreaterThan(lately?.quantile ?? 1);
  expect(lately?.quantile).toBeGreaterThan(lately?.mean ?? 1);
});

test("what the server adds raises the score by as many points, and its reason says no more", () => {
  const plain = priorityOf(base);
  const added = priorityOf({ ...base, addition: 10 });
  expect(added.score - plain.score).toBeCloseTo(10, 9);
  expect(added.reasons.filter((reason) => !plain.reasons.some(({ kind }) => kind === reason.kind))).toEqual([
    { kind: "added" },
  ]);
});

test("active neighbours are named where there are some, and add points to a cell that is active itself", () => {
  const near = priorityOf({ ...base, activeNeighbours: 2 });
  expect(near.reasons).toContainEqual({ kind: "active_neighbours", cells: 2 });
  expect(near.score).toBe(score({}));
  for (const chance of ["likely", "very_likely"] as const) {
    const active = priorityOf({ ...base, chance, activeNeighbours: 2 });
    expect(active.neighbours).toBeCloseTo(0.1, 12);
    expect(active.score - score({ chance })).toBeCloseTo(10, 9);
  }
});

test("a visit ages by its cell's class: soonest where meetings are nearly sure, and no class falls below a lower one", () => {
  const stale = (chance: Chance) => priorityOf({ ...base, chance, daysSinceVisit: 7 }).staleness;
  expect(stale("very_likely")).toBeGreaterThan(stale("likely"));
  expect(stale("likely")).toBeGreaterThan(stale("possible"));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 182 }), (daysSinceVisit) => {
      const scores = CHANCES.map((chance) => score({ chance, daysSinceVisit }));
      expect(scores).toEqual(scores.toSorted((a, b) => a - b));
    }),
  );
});

test("a visit is as old as it will be on the day that is planned; reasons tell of today", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 13 }), (days, daysAhead) => {
      const ahead = priorityOf({ ...base, daysSinceVisit: days, daysAhead });
      expect(ahead.staleness).toBe(priorityOf({ ...base, daysSinceVisit: days + daysAhead }).staleness);
      expect(ahead.reasons).toEqual(priorityOf({ ...base, daysSinceVisit: days }).reasons);
    }),
  );
  expect(priorityOf({ ...base, daysSinceVisit: null, daysAhead: 3 }).staleness).toBe(1);
});

test("the reasons name the alert first, then the district, the visit and the chance", () => {
  const told = priorityOf({ ...base, alertDueInDays: 2, weeksSinceEviction: 1, daysSinceVisit: 20 }).reasons;
  expect(told).toEqual([
    { kind: "alert", dueInDays: 2 },
    { kind: "follow_up", weeks: 1 },
    { kind: "overdue", daysLate: 6 },
    { kind: "chance", chance: "possible" },
  ]);
  expect(priorityOf({ ...base, daysSinceVisit: null }).reasons).toContainEqual({ kind: "never" });
  expect(priorityOf({ ...base, daysSinceVisit: null }).reasons).toContainEqual({ kind: "little_known" });
});

test("every class's centre falls into its own class, where emptiness is likely", () => {
  for (const chance of CHANCES) expect(chanceClass(CHANCE_CENTRES[chance], 0.1)).toBe(chance);
});

test("a cell is called unlikely only where its emptiness is likely", () => {
  expect(chanceClass(0.1, 0.6)).toBe("possible");
  expect(chanceClass(0.1, 0.4)).toBe("unlikely");
});
