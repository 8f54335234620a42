import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { SLOT_BEGINS } from "../../../src/domain/round.ts";
import { addDays, mondayOf, type ServiceDate, SLOTS } from "../../../src/domain/slot.ts";
import type { EditedWeek } from "../../../src/domain/week-edit.ts";
import { daysOfWeek, inReadingOrder, placeBeside, roundsAt } from "../../../src/features/rounds/calendar.ts";
import { type DragThing, dragId, dragThing } from "../../../src/features/rounds/drag-ids.ts";
import { dropped } from "../../../src/features/rounds/drop.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";

const MONDAY = "2026-03-02" as ServiceDate;
const DAYS = daysOfWeek(MONDAY);
const TEAMS = ["nord", "sud"];

const week: EditedWeek = {
  rounds: [inventedRound("b", [7], { team: "sud", date: DAYS[2] ?? MONDAY }), inventedRound("a", [1, 2, 3])],
  forbidden: [],
};

test("every day belongs to the Monday at most six days before it", () => {
  fc.assert(
    fc.property(fc.integer({ min: -2000, max: 4000 }), (past) => {
      const day = addDays("2026-03-02", past);
      const monday = mondayOf(day);
      expect(new Date(`${monday}T00:00:00Z`).getUTCDay()).toBe(1);
      expect(daysOfWeek(monday)).toContain(day);
    }),
  );
});

test("every thing that can be dragged or dropped on is found again by its id", () => {
  const things: readonly DragThing[] = [
    { kind: "round", round: "a" },
    { kind: "into", round: "a" },
    { kind: "stop", round: "a", cell: 28_893_760 as Cell },
    { kind: "place", team: "nord", date: MONDAY, slot: "night" },
  ];
  for (const thing of things) expect(dragThing(dragId(thing))).toEqual(thing);
  expect(dragThing("something else")).toBeUndefined();
});

test("arrow keys reach every place of the calendar and never leave it", () => {
  const seen = new Set<string>();
  const open = [{ team: "nord", date: MONDAY, slot: "morning" as const }];
  for (let place = open.pop(); place; place = open.pop()) {
    const id = dragId({ kind: "place", ...place });
    if (seen.has(id)) continue;
    seen.add(id);
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      const next = placeBeside(place, key, DAYS, TEAMS);
      if (next) open.push(next as typeof place);
    }
  }
  expect(seen.size).toBe(7 * SLOTS.length * TEAMS.length);
});

test("a round dropped on another place goes there with its stops, leaving as long after the slot begins", () => {
  const onto = { kind: "place", team: "nord", date: DAYS[4] ?? MONDAY, slot: "night" } as const;
  const next = dropped(week, { kind: "round", round: "a" }, onto);
  const [moved] = roundsAt(next, onto);
  expect(moved?.leavesAt).toBe(SLOT_BEGINS.night + 90);
  expect(moved?.stops).toEqual(week.rounds[1]?.stops);
  expect([moved?.lead, moved?.members]).toEqual(["ana", ["ana", "bo"]]);
});

test("a round stays with its team, whose people it has", () => {
  const onto = { kind: "place", team: "sud", date: MONDAY, slot: "evening" } as const;
  expect(dropped(week, { kind: "round", round: "a" }, onto)).toBe(week);
});

test("a stop dropped on another takes its place; on a round's card it joins that round", () => {
  const cellsOf = (one: EditedWeek, id: string) =>
    one.rounds.find((round) => round.id === id)?.stops?.map(({ cell }) => cell);
  const first = { kind: "stop", round: "a", cell: 1 as Cell } as const;
  expect(cellsOf(dropped(week, first, { kind: "stop", round: "a", cell: 3 as Cell }), "a")).toEqual([
    2, 3, 1,
  ]);
  const other = dropped(week, first, { kind: "into", round: "b" });
  expect([cellsOf(other, "a"), cellsOf(other, "b")]).toEqual([
    [2, 3],
    [7, 1],
  ]);
});

test("a drop that means nothing leaves the week as it is", () => {
  const stop = { kind: "stop", round: "a", cell: 1 as Cell } as const;
  expect(dropped(week, stop, { kind: "into", round: "a" })).toBe(week);
  expect(dropped(week, stop, { kind: "place", team: "nord", date: MONDAY, slot: "night" })).toBe(week);
  expect(dropped(week, { kind: "round", round: "a" }, { kind: "into", round: "b" })).toBe(week);
  expect(
    dropped(
      week,
      { kind: "round", round: "gone" },
      { kind: "place", team: "nord", date: MONDAY, slot: "night" },
    ),
  ).toBe(week);
});

test("rounds are read day by day, and only those of the teams on the screen", () => {
  expect(inReadingOrder(week, TEAMS).map(({ id }) => id)).toEqual(["a", "b"]);
  expect(inReadingOrder(week, ["sud"]).map(({ id }) => id)).toEqual(["b"]);
});
