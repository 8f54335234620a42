import fc from "fast-check";
import { expect, test } from "vitest";
import { check } from "../../../src/planner/checker.ts";
import { optimise, type Progress } from "../../../src/planner/optimise.ts";
import type { Problem, Route, Solution } from "../../../src/planner/problem.ts";
import { seeded } from "../../../src/planner/random.ts";

/** An invented instance: points in a square of 100 × 100, scores 1–20, as many equal routes as wanted. */
function invented(seed: number, points: number, m: number, limit: number, asymmetric = false): Problem {
  const draw = seeded(seed);
  const at = Array.from({ length: points }, () => [100 * draw(), 100 * draw()] as const);
  const travel = Float64Array.from({ length: points * points }, (_, i) => {
    const [a, b] = [at[Math.floor(i / points)], at[i % points]];
    const straight = Math.hypot((a?.[0] ?? 0) - (b?.[0] ?? 0), (a?.[1] ?? 0) - (b?.[1] ?? 0));
    return asymmetric && (a?.[1] ?? 0) < (b?.[1] ?? 0) ? 1.4 * straight : straight;
  });
  const route: Route = {
    ...{ start: 0, end: 0, limit, maxStops: Infinity, travel: 0, counts: new Uint8Array(points) },
    scores: Float64Array.from({ length: points }, () => 1 + Math.floor(20 * draw())),
    ...{ opens: new Float64Array(points), closes: new Float64Array(points).fill(Infinity) },
  };
  return {
    ...{ points, travels: [travel], service: new Float64Array(points).fill(2), shares: [] },
    stops: Array.from({ length: points - 1 }, (_, i) => i + 1),
    ...{ required: new Uint8Array(points), group: new Int32Array(points).fill(-1) },
    routes: Array.from({ length: m }, () => route),
  };
}

/** The best score by trying every order of every choice: for very few points and one route. */
function exhaustive({ stops, travels, points, service, routes }: Problem): number {
  const route = routes[0] as Route;
  const matrix = travels[0] as Float64Array;
  const step = (a: number, b: number) => matrix[a * points + b] ?? Number.NaN;
  const best = (from: number, clock: number, left: readonly number[]): number =>
    Math.max(
      0,
      ...left.map((next) => {
        const leaves = Math.max(clock + step(from, next), route.opens[next] ?? 0) + (service[next] ?? 0);
        const late = leaves - (service[next] ?? 0) > (route.closes[next] ?? Infinity);
        if (late || leaves + step(next, route.end) > route.limit) return 0;
        return (
          (route.scores[next] ?? 0) +
          best(
            next,
            leaves,
            left.filter((other) => other !== next),
          )
        );
      }),
    );
  return best(route.start, 0, stops);
}

const instances = fc.record({
  seed: fc.integer({ min: 1, max: 100_000 }),
  points: fc.integer({ min: 2, max: 40 }),
  m: fc.integer({ min: 1, max: 4 }),
  limit: fc.integer({ min: 0, max: 400 }),
  asymmetric: fc.boolean(),
});

test("every plan of every invented instance passes the independent check, one-way streets included", () => {
  fc.assert(
    fc.property(instances, ({ seed, points, m, limit, asymmetric }) => {
      const problem = invented(seed, points, m, limit, asymmetric);
      expect(check(problem, optimise(problem, seed, { iterations: 200 }).solution).faults).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** Seven stops, in every second case with hours in which each is open. */
function sevenStops(seed: number, windows: boolean): Problem {
  const plain = invented(seed, 8, 1, 220);
  const draw = seeded(seed + 1);
  const [route] = plain.routes as [Route];
  const opens = route.opens.map(() => (windows ? 150 * draw() : 0));
  return {
    ...plain,
    routes: [{ ...route, opens, closes: opens.map((open) => (windows ? open + 60 : Infinity)) }],
  };
}

const BRIEF = { iterations: 1500 };

test("with seven stops the search finds what trying every order finds, also with windows", () => {
  for (let seed = 1; seed <= 30; seed++) {
    const problem = sevenStops(seed, seed % 2 === 0);
    expect(optimise(problem, 1, BRIEF).solution.score, `seed ${seed}`).toBeCloseTo(exhaustive(problem), 6);
  }
});

test("no search passes the best there is, and a brief one comes within a tenth of it", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.boolean(), (seed, windows) => {
      // Of the 5,000 problems of every fourth seed one is missed, by a fortieth.
      const problem = sevenStops(seed, windows);
      const [found, best] = [optimise(problem, 1, BRIEF).solution.score, exhaustive(problem)];
      expect(found).toBeLessThanOrEqual(best + 1e-6);
      expect(found).toBeGreaterThanOrEqual(0.9 * best);
    }),
    { numRuns: 25 },
  );
});

test("a seed and a number of iterations give one plan, however often they are asked for", () => {
  fc.assert(
    fc.property(instances, ({ seed, points, m, limit }) => {
      const once = optimise(invented(seed, points, m, limit), seed, { iterations: 320 });
      expect(optimise(invented(seed, points, m, limit), seed, { iterations: 320 })).toEqual(once);
    }),
    { numRuns: 20 },
  );
});

test("more iterations of the same seed never end with a lower score", () => {
  const problem = invented(3, 60, 3, 180);
  const scores = [0, 16, 160, 480, 1600, 3200, 4800].map(
    (iterations) => optimise(problem, 7, { iterations }).solution.score,
  );
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
  expect(scores.at(-1)).toBeGreaterThan(scores[0] ?? Infinity);
});

test("a search that the clock ended is repeated by its number of iterations", () => {
  const problem = invented(4, 50, 2, 200);
  let now = 0;
  const clock = () => {
    now += 0.01;
    return now;
  };
  const timed = optimise(problem, 2, { seconds: 1, clock });
  expect(timed.iterations).toBeGreaterThan(0);
  expect(optimise(problem, 2, { iterations: timed.iterations }).solution).toEqual(timed.solution);
});

test("improvements are told in order: the first plan at once, each better than the one before, the last returned", () => {
  const problem = invented(5, 60, 3, 180);
  const told: Progress[] = [];
  const last = optimise(
    problem,
    1,
    { iterations: 1600 },
    { onImprovement: (progress) => told.push(progress) },
  );
  expect(told[0]?.iterations).toBe(0);
  expect(told.length).toBeGreaterThan(2);
  for (let i = 1; i < told.length; i++) {
    const [before, after] = [told[i - 1] as Progress, told[i] as Progress];
    const better = after.solution.score > before.solution.score + 1e-9;
    const shorter =
      after.solution.score === before.solution.score && after.solution.travel < before.solution.travel;
    expect(better || shorter).toBe(true);
  }
  expect(told.at(-1)?.solution).toEqual(last.solution);
});

test("a cancelled search ends at once with its best plan so far", () => {
  const problem = invented(6, 60, 3, 180);
  const stop = new AbortController();
  let seen: Solution | undefined;
  const last = optimise(
    problem,
    1,
    { iterations: 1_000_000_000 },
    {
      signal: stop.signal,
      onImprovement: ({ solution, iterations }) => {
        seen = solution;
        if (iterations > 0) stop.abort();
      },
    },
  );
  expect(last.solution).toEqual(seen);
  expect(last.iterations).toBeLessThan(10_000);
});

test("nothing to visit, or no round, ends with an empty plan", () => {
  const none = invented(1, 1, 2, 100);
  expect(optimise(none, 1, { iterations: 100 }).solution.routes).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(
    optimise({ ...invented(1, 20, 1, 100), routes: [] }, 1, { iterations: 100 }).solution.routes,
  ).toEqual([]);
});
