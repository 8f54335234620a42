import { expect, test } from "vitest";
import type { Reached } from "../../benchmarks/reach/season.ts";
import { type Seasons, tightest } from "../../benchmarks/reach/tightest.ts";

const BASE: readonly Reached[] = [
  { reach: 0.2, meetings: 400 },
  { reach: 0.3, meetings: 500 },
  { reach: 0.25, meetings: 450 },
];
const times = (all: readonly Reached[], reach: number, meetings: number): readonly Reached[] =>
  all.map((one) => ({ reach: reach * one.reach, meetings: meetings * one.meetings }));
/** Every ratio lies at its bar exactly. */
const AT_BARS: Seasons = {
  ours: BASE,
  greedy: times(BASE, 1 / 1.05, 1 / 0.9),
  oldest: times(BASE, 1 / 0.9, 1 / 1.8),
  random: BASE,
};

test("seasons at every bar come to 1, and each single bar that is missed by a tenth to .9", () => {
  expect(tightest(AT_BARS).value).toBeCloseTo(1, 9);
  const missed: readonly Seasons[] = [
    { ...AT_BARS, greedy: times(AT_BARS.greedy, 1 / 0.9, 1) },
    { ...AT_BARS, greedy: times(AT_BARS.greedy, 1, 1 / 0.9) },
    { ...AT_BARS, oldest: times(AT_BARS.oldest, 1 / 0.9, 1) },
    { ...AT_BARS, oldest: times(AT_BARS.oldest, 1, 1 / 0.9) },
    { ...AT_BARS, random: times(AT_BARS.random, 1 / 0.9, 1) },
    { ...AT_BARS, random: times(AT_BARS.random, 1, 1 / 0.9) },
  ];
  for (const seasons of missed) expect(tightest(seasons).value).toBeCloseTo(0.9, 9);
});

test("seasons that agree leave no doubt; those that disagree leave an interval around the value", () => {
  const calm = tightest(AT_BARS);
  expect(calm.upper - calm.lower).toBeCloseTo(0, 9);
  const ours = BASE.map(({ reach, meetings }, at) => ({ reach: reach * (0.8 + 0.2 * at), meetings }));
  const wild = tightest({ ...AT_BARS, ours });
  expect(wild.lower).toBeLessThan(wild.value - 0.01);
  expect(wild.upper).toBeGreaterThan(wild.value + 0.01);
});

test("the interval is the jackknife's: of one ratio that alone binds, reckoned by hand", () => {
  const ours = [0.1, 0.2, 0.3].map((reach) => ({ reach, meetings: 1000 }));
  const random = [0.4, 0.4, 0.4].map((reach) => ({ reach, meetings: 1 }));
  const others = [0.01, 0.01, 0.01].map((reach) => ({ reach, meetings: 1 }));
  const { value, lower, upper } = tightest({ ours, greedy: others, oldest: others, random });
  // Without one: .625, .5, .375; their squared distances from .5 sum to .03125; two thirds of it, rooted, times 2.02.
  expect(value).toBeCloseTo(0.5, 9);
  expect(upper - value).toBeCloseTo(2.02 * Math.sqrt((2 / 3) * 0.03125), 9);
  expect(value - lower).toBeCloseTo(upper - value, 9);
});

test("one season alone says nothing of doubt", () => {
  const [one] = BASE;
  const single = one ? [one] : [];
  expect(() => tightest({ ours: single, greedy: single, oldest: single, random: single })).toThrow(
    RangeError,
  );
});
