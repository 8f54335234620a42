import { expect, test } from "vitest";
import { greedy } from "../../benchmarks/reach/baselines.ts";
import { cityOf } from "../../benchmarks/reach/city.ts";
import { filtered } from "../../benchmarks/reach/filter.ts";
import { playSeason } from "../../benchmarks/reach/season.ts";

const TRIAL = { family: "scattered", seed: 1, visits: 80 } as const;
const CITY = cityOf(TRIAL.family, TRIAL.seed);

test("who knows how groups live meets more than the greedy, and reaches more where new spells are worth much", () => {
  const meets = playSeason(CITY, TRIAL, greedy);
  const [forMeetings, forReach] = [0, 60].map((worth) => playSeason(CITY, TRIAL, filtered(worth)));
  expect(forMeetings?.meetings).toBeGreaterThan(meets.meetings);
  expect(forReach?.reach).toBeGreaterThan(1.2 * meets.reach);
  expect(forReach?.reach).toBeGreaterThan(1.2 * (forMeetings?.reach ?? 1));
});
