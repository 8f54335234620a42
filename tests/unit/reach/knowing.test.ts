import { expect, test } from "vitest";
import { randomFrom } from "../../../src/domain/random.ts";
import { greedy } from "../../benchmarks/reach/baselines.ts";
import { CELLS, cityOf } from "../../benchmarks/reach/city.ts";
import { filtered } from "../../benchmarks/reach/filter.ts";
import { lookingAgain } from "../../benchmarks/reach/looking-again.ts";
import { type Monday, type PastVisit, playSeason } from "../../benchmarks/reach/season.ts";

const TRIAL = { family: "scattered", seed: 1, visits: 80 } as const;
const CITY = cityOf(TRIAL.family, TRIAL.seed);
const EVERY_CELL = Array.from({ length: CELLS }, (_, cell) => cell);

function mondayOf(visits: readonly (readonly PastVisit[])[]): Monday {
  const heat = new Array<number>(CELLS).fill(0);
  return { day: 70, week: 10, visits, evictions: [], heat, draw: () => 0 };
}

test("who knows how groups live meets more than the greedy, and reaches more where new spells are worth much", () => {
  const meets = playSeason(CITY, TRIAL, greedy);
  const [forMeetings, forReach] = [0, 60].map((worth) => playSeason(CITY, TRIAL, filtered(worth)));
  expect(forMeetings?.meetings).toBeGreaterThan(meets.meetings);
  expect(forReach?.reach).toBeGreaterThan(1.2 * meets.reach);
  expect(forReach?.reach).toBeGreaterThan(1.2 * (forMeetings?.reach ?? 1));
});

test("looking again uses a lead's sight alone: how many groups were met changes nothing", () => {
  const random = randomFrom("looking again");
  const plain = EVERY_CELL.map(() =>
    Array.from({ length: random.int(4) }, () => ({ day: random.int(70), met: random.int(2) })).sort(
      (one, other) => one.day - other.day,
    ),
  );
  const more = plain.map((past) => past.map(({ day, met }) => ({ day, met: 4 * met })));
  expect(plain.flat().filter(({ met }) => met > 0).length).toBeGreaterThan(100);
  expect(lookingAgain(mondayOf(more), 80)).toEqual(lookingAgain(mondayOf(plain), 80));
});

test("a cell where somebody was met before, and nobody last week, is looked at again before those never visited", () => {
  const visits: PastVisit[][] = EVERY_CELL.map(() => []);
  visits[210] = [
    { day: 43, met: 1 },
    { day: 50, met: 1 },
    { day: 58, met: 0 },
    { day: 67, met: 0 },
  ];
  visits[300] = [{ day: 65, met: 0 }];
  const chosen = lookingAgain(mondayOf(visits), 20);
  expect(chosen).toContain(210);
  expect(chosen).not.toContain(300);
});
