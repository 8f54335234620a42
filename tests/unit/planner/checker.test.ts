import { expect, test } from "vitest";
import { check } from "../../../src/planner/checker.ts";
import type { Problem, Route, Solution } from "../../../src/planner/problem.ts";

/** Points 0 … 4 on a line, one minute apart; 0 is where two rounds start and end, stop 4 is for the first alone. */
const POINTS = 5;
const travel = Float64Array.from({ length: 25 }, (_, i) => Math.abs(Math.floor(i / 5) - (i % 5)));
const common = { start: 0, end: 0, limit: 12, travel: 0, opens: new Float64Array(POINTS) };
const route: Route = {
  ...{ ...common, maxStops: 2, scores: Float64Array.of(0, 1, 2, 3, 4) },
  ...{ closes: Float64Array.of(99, 99, 99, 5, 99), counts: Uint8Array.of(0, 1, 0, 0, 0) },
};
const problem: Problem = {
  ...{ points: POINTS, stops: [1, 2, 3, 4], travels: [travel], service: Float64Array.of(0, 2, 2, 2, 2) },
  ...{
    required: Uint8Array.of(0, 0, 0, 1, 0),
    group: Int32Array.of(-1, 0, 0, 0, 0),
    shares: [{ share: 0.5 }],
  },
  routes: [route, { ...route, scores: Float64Array.of(0, 1, 2, 3, -1) }],
};
const good: Solution = {
  ...{
    routes: [
      [0, 3, 0],
      [0, 1, 0],
    ],
    score: 4,
    travel: 8,
    missing: [],
    lacking: [0],
  },
};
const kinds = (plan: Partial<Solution>) =>
  check(problem, { ...good, ...plan }).faults.map(({ kind }) => kind);

test("a feasible plan that tells the truth has no fault", () => {
  expect(check(problem, good)).toEqual({ score: 4, faults: [] });
});

test.each([
  ["a route too few", { routes: [[0, 3, 0]] }, "route_count"],
  [
    "a route that starts elsewhere",
    {
      routes: [
        [1, 3, 0],
        [0, 1, 0],
      ],
    },
    "ends",
  ],
  [
    "a stop that does not exist",
    {
      routes: [
        [0, 3, 7, 0],
        [0, 1, 0],
      ],
    },
    "unknown_stop",
  ],
  [
    "a stop that the route may not make",
    {
      routes: [
        [0, 3, 0],
        [0, 4, 0],
      ],
      score: 7,
    },
    "not_allowed",
  ],
  [
    "a stop made twice",
    {
      routes: [
        [0, 3, 0],
        [0, 3, 0],
      ],
      score: 6,
    },
    "twice",
  ],
  [
    "an arrival after closing",
    {
      routes: [
        [0, 2, 1, 3, 0],
        [0, 0],
      ],
      score: 6,
    },
    "too_late",
  ],
  [
    "a route over its limit",
    {
      routes: [
        [0, 1, 4, 2, 0],
        [0, 0],
      ],
      score: 7,
    },
    "too_long",
  ],
  [
    "a stop too many",
    {
      routes: [
        [0, 1, 2, 3, 0],
        [0, 0],
      ],
      score: 6,
    },
    "too_many_stops",
  ],
  ["a score that is not so", { score: 5 }, "score"],
  [
    "a required stop left out in silence",
    {
      routes: [
        [0, 2, 0],
        [0, 1, 0],
      ],
      score: 3,
    },
    "missing",
  ],
  [
    "a share missed in silence",
    {
      routes: [
        [0, 3, 0],
        [0, 0],
      ],
      score: 3,
    },
    "lacking",
  ],
])("%s is found", (_, plan, kind) => {
  expect(kinds(plan)).toContain(kind);
});

test("what a plan owns up to is no fault", () => {
  expect(
    kinds({
      routes: [
        [0, 2, 0],
        [0, 1, 0],
      ],
      score: 3,
      missing: [3],
    }),
  ).toEqual([]);
  expect(
    kinds({
      routes: [
        [0, 3, 0],
        [0, 0],
      ],
      score: 3,
      lacking: [1],
    }),
  ).toEqual([]);
});
