import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import {
  changedParts,
  isOpenPlan,
  plannedRoundOf,
  ROUND_STATUSES,
  type RoundPart,
  type WeekRound,
} from "../../../src/domain/week-rounds.ts";

const round: WeekRound = {
  ...{ id: "r", version: 3, team: "t", sector: null, date: "2026-06-03" as ServiceDate, slot: "evening" },
  ...{ mode: "foot", status: "planned", rejectCode: null, template: null, maxStops: null, safety: ["lamp"] },
  ...{ start: 28893760 as Cell, end: 28893761 as Cell, minutes: 180 as Minutes, leavesAt: 1080 as Minutes },
  ...{ lead: "a", members: ["a", "b"], changedBy: null, changedAt: null },
  stops: [{ id: "s", cell: 28893762 as Cell, minutes: 25 as Minutes, pinned: false, kind: null }],
};

test("nothing is changed in a round that only has another version", () => {
  const same = {
    ...round,
    version: 4,
    changedBy: "x",
    changedAt: "2026-06-01T08:00:00Z",
    members: ["b", "a"],
  };
  expect(changedParts(round, same)).toEqual([]);
});

test.each<[string, Partial<WeekRound>, RoundPart[]]>([
  ["another slot and departure", { slot: "night", leavesAt: 1500 as Minutes }, ["when"]],
  ["another day and mode", { date: "2026-06-04" as ServiceDate, mode: "transit" }, ["when", "where"]],
  ["another lead", { lead: "b" }, ["people"]],
  ["a pin", { stops: [{ ...round.stops?.[0], pinned: true } as never] }, ["stops"]],
  ["no stop", { stops: [] }, ["stops"]],
  ["a cancellation", { status: "cancelled" }, ["status"]],
  ["another note", { safety: [] }, ["safety"]],
])("%s is told by its part", (_, fields, parts) => {
  expect(changedParts(round, { ...round, ...fields })).toEqual(parts);
});

test("a deleted round has changed its status", () => {
  expect(changedParts(round, null)).toEqual(["status"]);
});

test("a plan may change until the round begins", () => {
  expect(ROUND_STATUSES.filter((status) => isOpenPlan({ status }))).toEqual(["draft", "planned"]);
});

test("a round goes to the planner only where it says where it begins and ends", () => {
  expect(plannedRoundOf(round)).not.toHaveProperty("maxStops");
  expect(plannedRoundOf({ ...round, maxStops: 4 })).toMatchObject({ maxStops: 4, start: round.start });
  expect(plannedRoundOf({ ...round, start: null })).toBeNull();
});
