import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { historyOf, redone, stepped, undone } from "../../../src/domain/history.ts";
import { itineraryOf } from "../../../src/domain/itinerary.ts";
import { type Minutes, MODES, travelMinutes } from "../../../src/domain/round.ts";
import { SLOTS } from "../../../src/domain/slot.ts";
import {
  chosenStop,
  type EditedWeek,
  isForbidden,
  timesOf,
  withAllowed,
  withForbidden,
  withMovedStop,
  withoutAdded,
  withoutRound,
  withoutStop,
  withPin,
  withRound,
  withRoundChange,
  withStop,
  withStopsOf,
} from "../../../src/domain/week-edit.ts";
import type { WeekRound } from "../../../src/domain/week-rounds.ts";
import { planWeek } from "../../../src/planner/plan-week.ts";
import { inventedRound } from "../../fixtures/edited-weeks.ts";
import { inventedWeek, recipes } from "../planner/invented-weeks.ts";

const cells = fc.integer({ min: 0, max: 11 }).map((at) => (28_890_000 + 3760 + at) as Cell);
const ids = fc.constantFrom("a", "b", "c", "gone");

const weeks: fc.Arbitrary<EditedWeek> = fc
  .tuple(fc.uniqueArray(cells), fc.uniqueArray(cells), fc.uniqueArray(cells))
  .map(([a, b, c]) => ({
    rounds: [inventedRound("a", a), inventedRound("b", b), inventedRound("c", c)],
    forbidden: [],
  }));

type Edit = (week: EditedWeek) => EditedWeek;
const forbiddens = fc.record({ cell: cells, round: fc.option(ids) });
const places = fc.record({ round: ids, cell: cells });
const spots = fc.option(fc.integer({ min: -2, max: 14 }), { nil: undefined });
const edits: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(places, spots).map(
    ([place, at]): Edit =>
      (week) =>
        withStop(week, place.round, chosenStop(place.cell, "new"), at),
  ),
  places.map(
    (place): Edit =>
      (week) =>
        withoutStop(week, place),
  ),
  fc.tuple(places, ids, spots).map(
    ([from, to, at]): Edit =>
      (week) =>
        withMovedStop(week, from, to, at),
  ),
  fc.tuple(places, fc.boolean()).map(
    ([place, on]): Edit =>
      (week) =>
        withPin(week, place, on),
  ),
  forbiddens.map(
    (one): Edit =>
      (week) =>
        withForbidden(week, one),
  ),
  forbiddens.map(
    (one): Edit =>
      (week) =>
        withAllowed(week, one),
  ),
  fc.constantFrom(...SLOTS).map(
    (slot): Edit =>
      (week) =>
        withRoundChange(week, "b", { slot }),
  ),
  ids.map(
    (id): Edit =>
      (week) =>
        withoutRound(week, id),
  ),
  ids.map(
    (id): Edit =>
      (week) =>
        withRound(week, inventedRound(id)),
  ),
);

test("whatever is edited: no round holds a cell twice, and no round a forbidden one", () => {
  fc.assert(
    fc.property(weeks, fc.array(edits, { maxLength: 30 }), (start, steps) => {
      const week = steps.reduce((now, edit) => edit(now), start);
      for (const { id, stops } of week.rounds) {
        const own = stops?.map(({ cell }) => cell) ?? [];
        expect(new Set(own).size).toBe(own.length);
        expect(own.filter((cell) => isForbidden(week, { round: id, cell }))).toEqual([]);
      }
    }),
  );
});

test("every step can be taken back and done again", () => {
  fc.assert(
    fc.property(weeks, fc.array(edits, { maxLength: 30 }), (start, steps) => {
      const walked = steps.reduce((history, edit) => stepped(history, edit(history.now)), historyOf(start));
      const back = walked.past.reduce((history) => undone(history), walked);
      expect(back.now).toBe(start);
      const again = back.future.reduce((history) => redone(history), back);
      expect(again).toEqual(walked);
    }),
  );
});

test("an edit that changes nothing gives the same week, so it is no step", () => {
  fc.assert(
    fc.property(weeks, edits, (week, edit) => {
      const next = edit(week);
      if (JSON.stringify(next) === JSON.stringify(week)) expect(next).toBe(week);
      expect(edit(JSON.parse(JSON.stringify(week)))).toEqual(next);
    }),
  );
});

test("moving a stop loses no cell of the week and brings none in; it is pinned where a person put it", () => {
  fc.assert(
    fc.property(weeks, places, fc.constantFrom("a", "b", "c"), spots, (week, from, to, at) => {
      const all = (one: EditedWeek) =>
        new Set(one.rounds.flatMap(({ stops }) => stops?.map((s) => s.cell) ?? []));
      const next = withMovedStop(week, from, to, at);
      expect(all(next)).toEqual(all(week));
      const target = next.rounds.find((round) => round.id === to);
      const moved = target?.stops?.find(({ cell }) => cell === from.cell);
      if (next !== week) expect(moved?.pinned).toBe(true);
    }),
  );
});

test("a stop moved within its round comes to the place that was asked for", () => {
  const week: EditedWeek = { rounds: [inventedRound("a", [1, 2, 3, 4] as Cell[])], forbidden: [] };
  const order = (at: number) =>
    withMovedStop(week, { round: "a", cell: 1 as Cell }, "a", at).rounds[0]?.stops?.map(({ cell }) => cell);
  expect(order(0)).toEqual([1, 2, 3, 4]);
  expect(order(2)).toEqual([2, 3, 1, 4]);
  expect(order(99)).toEqual([2, 3, 4, 1]);
});

test("forbidding a cell takes it out of every round; allowing it again leaves it out", () => {
  const week: EditedWeek = {
    rounds: [inventedRound("a", [1, 2] as Cell[]), inventedRound("b", [2] as Cell[])],
    forbidden: [],
  };
  const forbidden = withForbidden(week, { cell: 2 as Cell, round: null });
  expect(forbidden.rounds.map(({ stops }) => stops?.map(({ cell }) => cell))).toEqual([[1], []]);
  const allowed = withAllowed(forbidden, { cell: 2 as Cell, round: null });
  expect(allowed.forbidden).toEqual([]);
  expect(allowed.rounds).toEqual(forbidden.rounds);
});

function knownTimes(round: WeekRound) {
  const times = timesOf(round);
  if (!times) throw new Error("the round says where it begins and ends");
  return times;
}

test("a round's total is its travel, visits and nothing else; 0 without a stop", () => {
  fc.assert(
    fc.property(fc.uniqueArray(cells), fc.constantFrom(...MODES), (stops, mode) => {
      const round = inventedRound("a", stops, { mode });
      const { legs, back, travel, total } = knownTimes(round);
      const start = 28_893_760 as Cell;
      const way = [start, ...stops, start];
      const expected = way.slice(1).map((cell, at) => travelMinutes(way[at] ?? cell, cell, mode));
      if (stops.length === 0) {
        expect([legs, back, travel, total]).toEqual([[], 0, 0, 0]);
        return;
      }
      expect(travel).toBeCloseTo(expected.reduce((sum, each) => sum + each, 0));
      expect(total).toBeCloseTo(travel + 25 * stops.length);
      expect(legs.at(-1)?.begins).toBeCloseTo(total - back - 25);
    }),
  );
});

test("the minutes shown for a proposed week are the optimiser's own, waiting included", () => {
  fc.assert(
    fc.property(recipes, (recipe) => {
      const week = inventedWeek(recipe);
      const { plan } = planWeek(week, 1, { iterations: 30 });
      const facts = new Map(week.cells.map((each) => [each.cell, each]));
      plan.rounds.forEach((planned, at) => {
        const round = week.rounds[at];
        if (!round) throw new Error("the plan has a round that the week has not");
        const stays = planned.stops.map(({ cell, minutes }) => {
          const window = facts.get(cell)?.window;
          return { cell, minutes, ...(window && { window }) };
        });
        const times = itineraryOf(round, stays);
        expect(times.total).toBeCloseTo(planned.total);
        expect(times.travel).toBeCloseTo(planned.travel);
        times.legs.forEach((leg, nth) => {
          expect(leg.begins).toBeCloseTo(planned.stops[nth]?.begins ?? Number.NaN);
        });
      });
    }),
    { numRuns: 40 },
  );
});

test("a proposal replaces the stops of the rounds that it names and of no other", () => {
  const week: EditedWeek = {
    rounds: [inventedRound("a", [1] as Cell[]), inventedRound("b", [2] as Cell[])],
    forbidden: [],
  };
  const stop = { id: "s", cell: 7 as Cell, minutes: 25 as Minutes, pinned: false, kind: null };
  const next = withStopsOf(week, new Map([["a", [stop]]]));
  expect(next.rounds[0]?.stops).toEqual([stop]);
  expect(next.rounds[1]).toBe(week.rounds[1]);
  expect(withStopsOf(next, new Map([["a", [{ ...stop }]]]))).toBe(next);
});

test("another team's round, whose stops are not ours to see, takes none and loses none", () => {
  const other = inventedRound("x", [], { stops: null });
  const week: EditedWeek = { rounds: [inventedRound("a", [1]), other], forbidden: [] };
  const from = { round: "a", cell: 1 as Cell };
  expect(withMovedStop(week, from, "x")).toBe(week);
  expect(withStop(week, "x", chosenStop(9 as Cell, "new"))).toBe(week);
  expect(timesOf(other)).toBeUndefined();
});

test("a cell that is forbidden to one round may be moved to every other", () => {
  const week = withForbidden(
    { rounds: [inventedRound("a", [1]), inventedRound("b"), inventedRound("c")], forbidden: [] },
    { cell: 1 as Cell, round: "b" },
  );
  const from = { round: "a", cell: 1 as Cell };
  expect(withMovedStop(week, from, "b")).toBe(week);
  expect(withMovedStop(week, from, "c").rounds[2]?.stops?.map(({ cell }) => cell)).toEqual([1]);
});

test("an area's joining is taken back whatever came after it, and nothing else is", () => {
  fc.assert(
    fc.property(weeks, cells, cells, (week, cell, further) => {
      fc.pre(cell !== further && !week.rounds.some(({ stops }) => stops?.some((stop) => stop.cell === cell)));
      const after = (start: EditedWeek) =>
        withStop(withRound(start, inventedRound("d", [])), "b", chosenStop(further, "later"));
      const added = withStop(week, "a", chosenStop(cell, "new"));
      expect(withoutAdded(after(added), { round: "a", cell }, false)).toEqual(after(week));
    }),
  );
});

test("a round that was begun for an area goes with it, unless something else has joined it", () => {
  const [cell, further] = [28_893_760, 28_893_761] as Cell[] as [Cell, Cell];
  const place = { round: "d", cell };
  const week: EditedWeek = { rounds: [inventedRound("a", [further])], forbidden: [] };
  const added = withStop(withRound(week, inventedRound("d", [])), "d", chosenStop(cell, "new"));
  expect(withoutAdded(added, place, true)).toEqual(week);
  const joined = withStop(added, "d", chosenStop(further, "later"));
  expect(withoutAdded(joined, place, true).rounds.map(({ stops }) => stops?.length)).toEqual([1, 1]);
  const once = withoutAdded(joined, place, true);
  expect(withoutAdded(once, place, true)).toBe(once);
});
