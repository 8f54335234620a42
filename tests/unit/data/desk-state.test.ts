import fc from "fast-check";
import { expect, test } from "vitest";
import {
  chosenDesk,
  type Desk,
  editedDesk,
  isSettled,
  openedDesk,
  refreshedDesk,
  savingDesk,
  sentDesk,
  settledDesk,
  walkedDesk,
} from "../../../src/data/desk-state.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { chosenStop, withoutRound, withStop } from "../../../src/domain/week-edit.ts";
import type { RoundWeek, WeekRound } from "../../../src/domain/week-rounds.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

function answerOf(rounds: readonly WeekRound[]): RoundWeek {
  return {
    ...{ monday: "2026-03-02" as ServiceDate, team: "nord", rounds, people: [], templates: [] },
    ...{ forbidden: [], carried: [] },
  };
}

const adds = (round: string, cell: number) => (desk: Desk) =>
  editedDesk(desk, (week) => withStop(week, round, chosenStop(cell as Cell, `${round}${cell}`)));
const cellsIn = ({ history }: Desk, id: string) =>
  history.now.rounds.find((round) => round.id === id)?.stops?.map(({ cell }) => cell);

const start = openedDesk(answerOf([inventedRound("a", [1]), inventedRound("b", [2])]));

test("an edited week waits to be saved; taken back, there is nothing to save", () => {
  const edited = adds("a", 9)(start);
  expect([start.saving.kind, edited.saving.kind]).toEqual(["saved", "waiting"]);
  expect(walkedDesk(edited, "back").saving.kind).toBe("saved");
});

test("what others did comes in beside my steps, and taking my step back does not take theirs back", () => {
  const mine = adds("a", 9)(start);
  const fresh = refreshedDesk(
    mine,
    answerOf([inventedRound("a", [1]), inventedRound("b", [2, 3], { version: 2 })]),
  );
  expect([cellsIn(fresh, "a"), cellsIn(fresh, "b"), fresh.clashes]).toEqual([[1, 9], [2, 3], []]);
  const back = walkedDesk(fresh, "back");
  expect([cellsIn(back, "a"), cellsIn(back, "b")]).toEqual([[1], [2, 3]]);
  expect(isSettled(back)).toBe(true);
});

test("where both changed one round it is told; mine is kept until somebody chooses", () => {
  const mine = adds("a", 9)(start);
  const theirs = answerOf([inventedRound("a", [1, 5], { version: 2 }), inventedRound("b", [2])]);
  const told = refreshedDesk(mine, theirs);
  expect(told.clashes.map(({ id }) => id)).toEqual(["a"]);
  expect(cellsIn(told, "a")).toEqual([1, 9]);
  const taken = chosenDesk(told, "theirs");
  expect([cellsIn(taken, "a"), taken.clashes, isSettled(taken)]).toEqual([[1, 5], [], true]);
  expect(cellsIn(walkedDesk(taken, "back"), "a")).toEqual([1, 5]);
  const kept = chosenDesk(told, "mine");
  expect([cellsIn(kept, "a"), kept.saving.kind]).toEqual([[1, 9], "waiting"]);
});

test("a clash is over once both sides say the same", () => {
  const theirs = (cells: number[]) =>
    answerOf([inventedRound("a", cells, { version: 2 }), inventedRound("b", [2])]);
  const told = refreshedDesk(adds("a", 9)(start), theirs([1, 5]));
  const same = inventedRound("a", [1]);
  const now = told.history.now.rounds[0] ?? same;
  expect(refreshedDesk(told, answerOf([now, inventedRound("b", [2])])).clashes).toEqual([]);
});

test("a round that somebody deleted while I changed it is a clash, not a loss", () => {
  const told = refreshedDesk(adds("a", 9)(start), answerOf([inventedRound("b", [2])]));
  expect(told.clashes.map(({ id, theirs }) => [id, theirs])).toEqual([["a", null]]);
  expect(cellsIn(told, "a")).toEqual([1, 9]);
  expect(cellsIn(chosenDesk(told, "theirs"), "a")).toBeUndefined();
});

test("edits made while a save is under way are what is left to be saved", () => {
  const sending = savingDesk(adds("a", 9)(start), { kind: "busy" });
  const sent = sending.history.now;
  const meanwhile = adds("b", 8)(sending);
  expect(meanwhile.saving.kind).toBe("busy");
  const after = sentDesk(meanwhile, sent, new Map([["a", 2]]));
  const fresh = refreshedDesk(
    after,
    answerOf([
      inventedRound("b", [2]),
      ...sent.rounds.filter(({ id }) => id === "a").map((round) => ({ ...round, version: 2 })),
    ]),
  );
  const settled = settledDesk(fresh);
  expect([settled.saving.kind, settled.clashes]).toEqual(["waiting", []]);
  expect([cellsIn(settled, "a"), cellsIn(settled, "b")]).toEqual([
    [1, 9],
    [2, 8],
  ]);
});

const STEPS: Readonly<Record<string, (desk: Desk, cell: number) => Desk>> = {
  addA: (desk, cell) => adds("a", cell)(desk),
  addB: (desk, cell) => adds("b", cell)(desk),
  drop: (desk) => editedDesk(desk, (week) => withoutRound(week, "b")),
  back: (desk) => walkedDesk(desk, "back"),
  on: (desk) => walkedDesk(desk, "on"),
};

test("whatever I do, and whenever the unchanged week comes again, my week stays mine", () => {
  const steps = fc.array(fc.constantFrom(...Object.keys(STEPS)), { maxLength: 20 });
  fc.assert(
    fc.property(steps, fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }), (walk, asksAgain) => {
      const step = (desk: Desk, name: string, at: number) => STEPS[name]?.(desk, 10 + at) ?? desk;
      const without = walk.reduce(step, start);
      const withFresh = walk.reduce((desk, name, at) => {
        const next = step(desk, name, at);
        return asksAgain[at] ? refreshedDesk(next, next.answer) : next;
      }, start);
      expect(withFresh.history.now).toEqual(without.history.now);
      expect(withFresh.clashes).toEqual([]);
    }),
  );
});
