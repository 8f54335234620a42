import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { itineraryOf, type Leg } from "../../../src/domain/itinerary.ts";
import { type Minutes, travelMinutes } from "../../../src/domain/round.ts";

const START = 28893760 as Cell;
const round = { start: START, end: START, mode: "foot" as const, leavesAt: 1080 as Minutes };
const stay = (east: number, minutes = 25) => ({ cell: (START + east) as Cell, minutes: minutes as Minutes });

test("a round without a stop takes no time, for nobody leaves", () => {
  expect(itineraryOf(round, [])).toMatchObject({ legs: [], total: 0, travel: 0, back: 0 });
});

test("each leg begins where the one before ended, and the total ends at the start", () => {
  const { legs, travel, back, total } = itineraryOf(round, [stay(1), stay(3, 40)]);
  const km = (one: number, other: number) =>
    travelMinutes((START + one) as Cell, (START + other) as Cell, "foot");
  const [first, second] = legs as [Leg, Leg];
  expect(first.begins).toBeCloseTo(km(0, 1), 9);
  expect(second.begins).toBeCloseTo(km(0, 1) + 25 + km(1, 3), 9);
  expect(back).toBeCloseTo(km(3, 0), 9);
  expect(total).toBeCloseTo(travel + 65, 9);
});

test("who comes before a stop may begin waits for it", () => {
  const window = { from: 1200 as Minutes, to: 1300 as Minutes };
  expect(itineraryOf(round, [{ ...stay(0), window }]).legs).toMatchObject([{ travel: 0, begins: 120 }]);
});
