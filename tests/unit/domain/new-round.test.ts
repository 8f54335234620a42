import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { middleOf, newRound } from "../../../src/domain/new-round.ts";
import { type Minutes, SLOT_BEGINS } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

const PLACE = { team: "nord", date: "2026-03-04" as ServiceDate, slot: "evening" } as const;
const SECTOR = {
  ...{ id: "s1", name: "Inventé", team_id: "nord", target_days: 14, min_leaf_km: 1, explore_percent: 15 },
  slot_days: { morning: null, afternoon: null, evening: null, night: null },
  cells: [28_893_760, 28_893_761, 28_893_762] as Cell[],
};

test("a new round leaves in its slot and begins in the middle of the team's sector", () => {
  const round = newRound("id", { ...PLACE, slot: "night" }, { rounds: [], forbidden: [] }, [SECTOR]);
  expect(Math.floor(round.leavesAt / 360)).toBe(4);
  expect([round.start, round.sector, round.status, round.version]).toEqual([28_893_761, "s1", "draft", 0]);
});

test("it is like the team's other round of that slot", () => {
  const like = inventedRound("x", [], { minutes: 240 as Minutes, mode: "vehicle", sector: "s9" });
  const round = newRound("id", PLACE, { rounds: [like], forbidden: [] }, [SECTOR]);
  expect([round.minutes, round.mode, round.sector, round.leavesAt]).toEqual([
    240,
    "vehicle",
    "s9",
    SLOT_BEGINS.evening + 90,
  ]);
  expect(round.stops).toEqual([]);
});

test("without any sector it has no start, and nothing is made up", () => {
  expect(newRound("id", PLACE, { rounds: [], forbidden: [] }, []).start).toBeNull();
  expect(middleOf([])).toBeNull();
});
