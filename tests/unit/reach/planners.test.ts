import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, coarsen } from "../../../src/domain/grid.ts";
import { randomFrom } from "../../../src/domain/random.ts";
import type { Round } from "../../../src/domain/round.ts";
import { planWeek } from "../../../src/planner/plan-week.ts";
import { minutes } from "../../../src/planner/week-problem.ts";
import { best } from "../../benchmarks/reach/baselines.ts";
import { CELLS } from "../../benchmarks/reach/city.ts";
import { GROUND, isNearEviction } from "../../benchmarks/reach/ground.ts";
import { explored, planned, prioritiesOf, SLOT, sectorOf } from "../../benchmarks/reach/planners.ts";
import { releasedHeat } from "../../benchmarks/reach/released.ts";
import type { Monday, PastVisit } from "../../benchmarks/reach/season.ts";

/** A Monday of week 10 after visits at random. */
function inventedMonday(seed: number, visited: number): Monday {
  const random = randomFrom(`monday ${seed}`);
  const visits: PastVisit[][] = Array.from({ length: CELLS }, () => []);
  for (let nth = 0; nth < visited; nth++) {
    visits[random.int(CELLS)]?.push({ day: random.int(70), met: random.chance(0.3) ? 1 : 0 });
  }
  for (const past of visits) past.sort((a, b) => a.day - b.day);
  const heat = new Array<number>(CELLS).fill(0);
  return { day: 70, week: 10, visits, evictions: [], heat, draw: random.next };
}

test("what is planned depends on classes alone: how many groups were met changes nothing", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const monday = inventedMonday(seed, 300);
      const more = monday.visits.map((past) => past.map(({ day, met }) => ({ day, met: 4 * met })));
      expect(sectorOf({ ...monday, visits: more })).toEqual(sectorOf(monday));
    }),
    { numRuns: 10 },
  );
});

test("nothing but what a lead may see goes into a priority", () => {
  expect(Object.keys(sectorOf(inventedMonday(1, 300)).facts[0] ?? {}).sort()).toEqual([
    ...["addition", "alertDueInDays", "cell", "chance", "daysSinceVisit", "slot", "targetDays"],
    "weeksSinceEviction",
  ]);
});

test("the week's choice is no worse than what the optimiser finds where travel costs nothing, and at most 3 % better", () => {
  for (const seed of [1, 2, 3]) {
    const monday = inventedMonday(seed, 1500);
    const scores = prioritiesOf(monday).map(({ score }) => score);
    const chosen = explored(scores, 12, monday);
    const round: Round = {
      ...{ id: "all", team: "team", date: "2026-06-01" as Round["date"], slot: SLOT, mode: "foot" },
      ...{ start: GROUND[0] as Cell, end: GROUND[0] as Cell },
      ...{ minutes: minutes(12 * 25), leavesAt: minutes(18 * 60) },
    };
    const { plan } = planWeek(
      {
        cells: GROUND.map((cell, at) => ({
          ...{ cell, sector: "city", priority: { [SLOT]: scores[at] ?? 0 } },
          never: monday.visits[at]?.length === 0 ? [SLOT] : [],
        })),
        rounds: [round],
        travel: () => 0,
      },
      seed,
      { iterations: 3000 },
    );
    const sum = chosen.reduce((total, cell) => total + (scores[cell] ?? 0), 0);
    expect(plan.unmet).toEqual([]);
    expect(plan.priority / sum).toBeGreaterThan(0.97);
    expect(plan.priority / sum).toBeLessThan(1.000001);
  }
});

test("a share of the visits goes to cells never visited while there are any", () => {
  const monday = inventedMonday(5, 400);
  const never = (cell: number) => monday.visits[cell]?.length === 0;
  const worthless = monday.visits.map((_, cell) => (never(cell) ? 0 : 50));
  expect(explored(worthless, 36, monday).filter(never)).toHaveLength(6);
  const known = { ...monday, visits: monday.visits.map(() => [{ day: 60, met: 0 }]) };
  const scores = worthless.map((_, cell) => cell);
  expect(explored(scores, 36, known)).toEqual(best(scores, 36, known));
});

test("a plan names different cells, as many as asked", () => {
  for (const seed of [1, 2, 3]) {
    const chosen = planned(inventedMonday(seed, 60 * seed), 80);
    expect(new Set(chosen).size).toBe(80);
  }
});

test("whole districts are followed: cells of one 8 km square alike, and none that does not touch the evicted one's", () => {
  for (let cell = 0; cell < CELLS; cell += 7) {
    for (let evicted = 0; evicted < CELLS; evicted += 13) {
      const twin = GROUND.indexOf(coarsen(GROUND[cell] as Cell, 8));
      expect(isNearEviction(cell, evicted)).toBe(isNearEviction(twin, evicted));
    }
  }
  expect(isNearEviction(0, 0)).toBe(true);
  expect(isNearEviction(0, CELLS - 1)).toBe(false);
});

test("the quarter's map hides leaves of few youths, and says one class a leaf", () => {
  const trial = { family: "clustered", seed: 1, visits: 36 } as const;
  const visits: PastVisit[][] = Array.from({ length: CELLS }, () => []);
  // 40 visits with two new groups each in one cell, a visit with one in another square.
  visits[0] = Array.from({ length: 3 }, (_, nth) => ({ day: 29 * nth, met: 20 }));
  visits[41] = Array.from({ length: 3 }, (_, nth) => ({ day: 29 * nth, met: 20 }));
  visits[399] = [{ day: 3, met: 1 }];
  const heat = releasedHeat(visits, trial);
  const leafOf = (cell: number) => coarsen(GROUND[cell] as Cell, 4);
  const shown = GROUND.flatMap((_, cell) => ((heat[cell] ?? 0) > 0 ? [leafOf(cell)] : []));
  expect(new Set(shown)).toEqual(new Set([leafOf(0)]));
  expect(heat[399]).toBe(0);
});
