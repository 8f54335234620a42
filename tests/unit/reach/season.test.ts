import fc from "fast-check";
import { expect, test } from "vitest";
import { best, uniform } from "../../benchmarks/reach/baselines.ts";
import { CELLS, type City, cityOf, WEEKS } from "../../benchmarks/reach/city.ts";
import { type Monday, playSeason, reachOf, type Strategy } from "../../benchmarks/reach/season.ts";

const TRIAL = { family: "clustered", seed: 1, visits: 36 } as const;

function weeks(): Uint8Array[] {
  return Array.from({ length: WEEKS }, () => new Uint8Array(CELLS));
}

/** One group that lives in a cell from a week to another, and nobody else. */
function oneSpell(cell: number, from: number, to: number): City {
  const groups = weeks();
  for (let week = from; week < to; week++) (groups[week] as Uint8Array)[cell] = 1;
  return { groups, evictions: [], detection: 1 };
}

function metAt(cell: number, week: number): Uint8Array[] {
  const met = weeks();
  (met[week] as Uint8Array)[cell] = 1;
  return met;
}

test("a spell counts as reached where its cell was met in its week or the two that follow", () => {
  const city = oneSpell(7, 5, 20);
  expect([4, 5, 6, 7, 8].map((week) => reachOf(city, metAt(7, week)))).toEqual([0, 1, 1, 1, 0]);
  expect(reachOf(city, metAt(8, 5))).toBe(0);
});

test("spells that began before the season, or too late to have three weeks, are left out", () => {
  expect(reachOf(oneSpell(7, 0, 20), metAt(7, 0))).toBe(0);
  expect(reachOf(oneSpell(7, WEEKS - 2, WEEKS), metAt(7, WEEKS - 1))).toBe(0);
  expect(reachOf(oneSpell(7, WEEKS - 3, WEEKS), metAt(7, WEEKS - 1))).toBe(1);
});

test("reach is a share, and one more meeting never lowers it", () => {
  const { groups } = cityOf("shifting", 3);
  const place = fc.record({
    cell: fc.integer({ min: 0, max: CELLS - 1 }),
    week: fc.integer({ min: 0, max: WEEKS - 1 }),
  });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 200 }), place, (some, one) => {
      const met = weeks();
      for (const { cell, week } of some) (met[week] as Uint8Array)[cell] = 1;
      const before = reachOf({ groups }, met);
      (met[one.week] as Uint8Array)[one.cell] = 1;
      const after = reachOf({ groups }, met);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(after).toBeGreaterThanOrEqual(before);
      expect(after).toBeLessThanOrEqual(1);
    }),
    { numRuns: 30 },
  );
});

test("with certain detection, meetings are the groups that live where the team goes", () => {
  const city = { ...cityOf("clustered", 2), detection: 1 };
  const always = Array.from({ length: 36 }, (_, at) => 10 * at);
  const expected = city.groups.flatMap((week) => always.map((cell) => week[cell] ?? 0));
  const { meetings } = playSeason(city, TRIAL, () => always);
  expect(meetings).toBe(expected.reduce((sum, each) => sum + each, 0));
});

test("who knows where groups are meets more, and reaches more, than who goes anywhere", () => {
  const city = cityOf("clustered", 1);
  const knowing: Strategy = (monday, count) =>
    best(Array.from(city.groups[monday.week] ?? []), count, monday);
  const [one, other] = [knowing, uniform].map((strategy) => playSeason(city, TRIAL, strategy));
  expect(one?.meetings).toBeGreaterThan(2 * (other?.meetings ?? 0));
  expect(one?.reach).toBeGreaterThan(other?.reach ?? 1);
});

test("a strategy sees the past alone: its own visits, evictions of weeks gone by, a quarter after its time", () => {
  const seen: Monday[] = [];
  const watching: Strategy = (monday, count) => {
    for (const past of monday.visits) for (const { day } of past) expect(day).toBeLessThan(monday.day);
    for (const { week } of monday.evictions) expect(week).toBeLessThan(monday.week);
    seen.push({ ...monday, visits: [] });
    return uniform(monday, count);
  };
  playSeason(cityOf("shifting", 1), { family: "shifting", seed: 1, visits: 80 }, watching);
  expect(seen).toHaveLength(WEEKS);
  const shown = seen.map(({ heat }) => heat.some((each) => each > 0));
  expect(shown.slice(0, 15)).toEqual(Array.from({ length: 15 }, () => false));
});

test("the same season twice is the same; plans that cheat are refused", () => {
  const city = cityOf("scattered", 1);
  expect(playSeason(city, TRIAL, uniform)).toEqual(playSeason(city, TRIAL, uniform));
  expect(() => playSeason(city, TRIAL, () => [1, 2])).toThrow("as many as asked");
  expect(() => playSeason(city, TRIAL, () => new Array<number>(36).fill(3))).toThrow("different cells");
});
