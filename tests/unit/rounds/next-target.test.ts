import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import type { DragThing } from "../../../src/features/rounds/drag-ids.ts";
import { type KeyBoard, nextTarget } from "../../../src/features/rounds/next-target.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

const TUESDAY = "2026-03-03" as ServiceDate;
const board: KeyBoard = {
  ...{ monday: "2026-03-02", team: "nord" },
  week: {
    rounds: [
      inventedRound("a", [1, 2, 3]),
      inventedRound("gone", [9], { date: TUESDAY, slot: "morning", status: "done" }),
      inventedRound("b", [4], { date: TUESDAY }),
      inventedRound("other", [], { team: "sud", stops: null }),
    ],
    forbidden: [],
  },
};
const stop = (cell: number): DragThing => ({ kind: "stop", round: "a", cell: cell as Cell });
const go = (moved: DragThing, over: DragThing | undefined, key: string) =>
  nextTarget(board, moved, over, key);

test("up and down walk through the stops and stop at both ends", () => {
  expect(go(stop(1), undefined, "ArrowDown")).toEqual(stop(2));
  expect(go(stop(1), stop(2), "ArrowDown")).toEqual(stop(3));
  expect(go(stop(1), stop(3), "ArrowDown")).toBeUndefined();
  expect(go(stop(1), undefined, "ArrowUp")).toBeUndefined();
});

test("right takes a stop to the team's next round that is still open, up brings it back to its list", () => {
  const into: DragThing = { kind: "into", round: "b" };
  expect(go(stop(1), undefined, "ArrowRight")).toEqual(into);
  expect(go(stop(1), into, "ArrowRight")).toBeUndefined();
  expect(go(stop(1), into, "ArrowLeft")).toEqual({ kind: "into", round: "a" });
  expect(go(stop(1), into, "ArrowUp")).toEqual(stop(1));
});

test("a round moves day by day and slot by slot, within its own team's rows", () => {
  const round: DragThing = { kind: "round", round: "a" };
  const next = go(round, undefined, "ArrowRight");
  expect(next).toEqual({ kind: "place", team: "nord", date: TUESDAY, slot: "evening" });
  expect(go(round, next, "ArrowDown")).toEqual({ kind: "place", team: "nord", date: TUESDAY, slot: "night" });
  expect(go(round, undefined, "ArrowLeft")).toBeUndefined();
});

test("a key that is no arrow leads nowhere", () => {
  expect(go(stop(1), undefined, "KeyA")).toBeUndefined();
});
