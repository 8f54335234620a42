import { describe, expect, test } from "vitest";
import { advantageOf, measureCity, summary } from "../../../src/reference/measure.ts";
import { DESIGN, type Rules } from "../../../src/reference/rules.ts";
import { drawSeason, leafWindows, windowsOf } from "../../../src/reference/season.ts";
import { attackLeaf } from "../../../src/reference/targets.ts";

/** The reference simulation, as the dpo's screen asks it: invented cities, exact attacks. */
describe("a policy on the reference simulation", () => {
  test("what one table set tells of a youth is what the whole attack on its leaf computes", () => {
    const [day = 0] = windowsOf("educator");
    const leaves = leafWindows(drawSeason("small", 1), "educator", day, () => 0);
    const busy = leaves.filter(({ people }) => people.length >= 8).slice(0, 4);
    expect(busy.length).toBeGreaterThan(1);
    for (const leaf of busy) {
      const { distances } = attackLeaf("educator", leaf);
      for (const at of [0, leaf.people.length - 1]) {
        expect(advantageOf(leaf, at, "educator")).toBeCloseTo(distances[at] ?? Number.NaN, 1);
      }
    }
  });

  test("higher thresholds never show more of the same city, and none shows nothing", () => {
    const withK0 = (k0: number): Rules => ({
      ...DESIGN,
      thresholds: { ...DESIGN.thresholds, lead: { ...DESIGN.thresholds.lead, k0 } },
    });
    const shown = [10, 40, 100, 10_000].map((k0) => measureCity(2, "lead", withK0(k0)));
    for (const [at, one] of shown.slice(1).entries()) {
      expect(one.shown).toBeLessThanOrEqual(shown[at]?.shown ?? 0);
    }
    const none = shown.at(-1);
    expect(none).toMatchObject({ advantages: [], shown: 0, movedKm: undefined });
    expect(none && summary([none])).toMatchObject({ advantage: undefined, recall: 0, movedKm: undefined });
  });

  test("the same question has the same answer; a window that none follows has no recall", () => {
    expect(measureCity(1, "educator")).toEqual(measureCity(1, "educator"));
    const long = measureCity(1, "lead", { ...DESIGN, days: { ...DESIGN.days, lead: 26 * 7 } });
    expect(long.recall).toBeUndefined();
    expect(summary([long]).recall).toBeUndefined();
    expect(long.shown).toBeGreaterThan(0);
  });
});
