import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  BREAKDOWNS,
  CLASS_BOUNDS,
  categoriesOf,
  type HeatClass,
  rangeOf,
  TIERS,
  type Tier,
} from "../../../src/domain/release.ts";
import { call, owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { EMPTY_HEAT, type Heat, makeWorld, TODAY, type Windows, type World } from "./heat-world.ts";
import { leavesOf } from "./publishing.ts";

eachDatabase("heat", (db) => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld(db());
  });
  const ask = <T>(who: Tier, name: string, args: Record<string, unknown>, today = TODAY) =>
    call<T>(db(), world.organisation.account(who), name, args, { today, readOnly: true });
  const heat = (tier: Tier, from: string, to: string, breakdown = "total", category = "all") =>
    ask<Heat>(tier, "heat", { tier, breakdown, category, from_window: from, to_window: to });

  test("any range is derived from its windows alone: at least their sum, and the class of their mean", async () => {
    for (const tier of ["educator", "lead"] as const) {
      const { windows } = await ask<Windows>(tier, "windows", { tier });
      const [breakdown, category] = tier === "lead" ? ["gender", "boy"] : ["place_kind", "wandering"];
      for (const [part, value] of [["total", "all"] as const, [breakdown, category] as const]) {
        const each: Heat[] = [];
        for (const { starts_on } of windows) each.push(await heat(tier, starts_on, starts_on, part, value));
        const at = fc.integer({ min: 0, max: windows.length - 1 });
        await fc.assert(
          fc.asyncProperty(at, at, async (a, b) => {
            const [first, last] = [windows[a], windows[b]];
            const answer = await heat(tier, first?.starts_on ?? "", last?.starts_on ?? "", part, value);
            if (b < a || first?.season_id !== last?.season_id) {
              expect(answer).toEqual(EMPTY_HEAT);
              return;
            }
            const span = each.slice(a, b + 1);
            const sums = answer.leaf.map((_, leaf) =>
              span.reduce((sum, one) => sum + (one.at_least[leaf] ?? 0), 0),
            );
            expect(answer.at_least).toEqual(sums);
            const classes = answer.leaf.map((_, leaf) =>
              span.map((one) => (one.class[leaf] ?? 0) as HeatClass),
            );
            expect(answer.class).toEqual(classes.map((each) => rangeOf(tier, each).heatClass));
            expect(answer.windows).toBe(span.length);
          }),
          { numRuns: 25 },
        );
        expect(each.some((one) => one.class.some((value) => value > 0))).toBe(true);
      }
    }
  });

  test("every answer has every leaf of the season, and leaves() has their squares", async () => {
    const { windows } = await ask<Windows>("lead", "windows", { tier: "lead" });
    for (const { starts_on, season_id } of windows) {
      const answer = await heat("lead", starts_on, starts_on, "age_band", "0-5");
      const columns = await ask<{
        leaf: number[];
        square: number[];
        size_km: number[];
        square_leaf_index: number[];
      }>("lead", "leaves", { season: season_id });
      expect(answer.leaf).toEqual(columns.leaf);
      expect(new Set(answer.class)).toEqual(new Set([0]));
      const sums = (steps: readonly number[]) => {
        let sum = 0;
        return steps.map((step) => {
          sum += step;
          return sum;
        });
      };
      const [ids, squares] = [sums(columns.leaf), sums(columns.square)];
      const owners = sums(columns.square_leaf_index);
      const stored = await leavesOf(db(), season_id);
      expect([...stored.keys()].sort((a, b) => a - b)).toEqual(ids);
      for (const [nth, square] of squares.entries()) {
        const leaf = ids[owners[nth] ?? -1] ?? -1;
        expect(stored.get(leaf)).toContainEqual([square, columns.size_km[nth]]);
      }
    }
  });

  test("windows tell how many leaves they show and at least how many youths, which is heat's own sum", async () => {
    for (const tier of ["educator", "lead"] as const) {
      const { windows, policy } = await ask<Windows>(tier, "windows", { tier });
      expect(policy.classes.map((each) => each.from)).toEqual(CLASS_BOUNDS[tier]);
      expect(policy.classes.at(-1)?.to).toBeNull();
      expect(windows.length).toBeGreaterThan(2);
      for (const window of windows) {
        const answer = await heat(tier, window.starts_on, window.starts_on);
        expect(answer.at_least.reduce((sum, each) => sum + each)).toBe(window.at_least);
        expect(answer.class.filter((each) => each > 0)).toHaveLength(window.shown_leaves);
      }
    }
  });

  test("the database and the page agree on classes, breakdowns and categories", async () => {
    const words = [
      ...new Set(BREAKDOWNS.flatMap((breakdown) => categoriesOf("lead", breakdown))),
      "?",
      "living",
    ];
    for (const tier of TIERS) {
      const [row] = await owned(db(), "select release.class_bounds($1::release.tier) as bounds", [tier]);
      expect(row?.["bounds"]).toEqual(CLASS_BOUNDS[tier]);
      const offered = await owned(
        db(),
        `select b.word || '/' || c.word as name from unnest($2::text[]) b (word) cross join unnest($3::text[]) c (word)
         where release.is_offered($1, b.word, c.word)`,
        [tier, BREAKDOWNS, words],
      );
      const expected = BREAKDOWNS.flatMap((part) =>
        categoriesOf(tier, part).map((each) => `${part}/${each}`),
      );
      expect(offered.map((each) => each["name"]).sort()).toEqual(expected.sort());
    }
  });
});
