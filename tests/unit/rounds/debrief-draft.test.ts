import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { VISIT_MINUTES } from "../../../src/domain/round.ts";
import type { Stop } from "../../../src/domain/week-rounds.ts";
import { resumed, visitsOf, withExtra, withLine } from "../../../src/features/rounds/debrief-draft.ts";

/** Invented stops. */
const stop = (id: string, cell: number) => ({ id, cell: cell as Cell, minutes: VISIT_MINUTES }) as Stop;
const [A, B, C] = [stop("a", 1), stop("b", 2), stop("c", 3)];

function ids(): () => string {
  let made = 0;
  return () => `visit ${made++}`;
}

test("a debrief taken up again keeps what was entered of stops that are still planned, and places beside the plan", () => {
  const makeId = ids();
  const begun = withExtra(resumed([], [A, B], makeId), 9 as Cell, "beside");
  const entered = withLine(withLine(begun, "visit 0", { outcome: "met" }), "visit 1", { outcome: "nobody" });
  expect(resumed(entered, [A, B], makeId)).toEqual(entered);
  // B was taken out of the plan meanwhile, C joined it before A.
  const again = resumed(entered, [C, A], makeId);
  expect(again.map(({ stop: id, outcome }) => [id, outcome])).toEqual([
    ["c", null],
    ["a", "met"],
    [null, "nobody"],
  ]);
  expect(visitsOf(again).map(({ id }) => id)).toEqual(["visit 0", "beside"]);
});

test("a stop that was moved to another cell is not told as visited there", () => {
  const makeId = ids();
  const entered = withLine(resumed([], [A], makeId), "visit 0", { outcome: "met" });
  expect(visitsOf(resumed(entered, [stop("a", 5)], makeId))).toEqual([]);
});
