import { describe, expect, test } from "vitest";
import { CHANCES } from "../../../src/domain/chance.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import { type ServiceDate, SLOTS } from "../../../src/domain/slot.ts";
import {
  ROUND_STATUSES,
  type RoundWeek,
  type Stop,
  type WeekRound,
} from "../../../src/domain/week-rounds.ts";
import type { MemoryFacts, WorkingMemory } from "../../../src/domain/working-memory.ts";
import { planWeek } from "../../../src/planner/plan-week.ts";
import {
  type LeftAlone,
  type Planning,
  planningWeek,
  proposedStops,
} from "../../../src/planner/planning-week.ts";
import { seeded } from "../../../src/planner/random.ts";

const TODAY = "2026-06-03" as ServiceDate;
const cellAt = (north: number, east: number) => (28893760 + north * 10_000 + east) as Cell;
const CELLS = Array.from({ length: 36 }, (_, at) => cellAt(Math.floor(at / 6), at % 6));

/** An invented memory of a sector: every cell in every slot, some never visited. */
function memoryOf(sector: string, cells: readonly Cell[], seed = 1): WorkingMemory {
  const draw = seeded(seed);
  const facts = cells.flatMap((cell) =>
    SLOTS.map((slot): MemoryFacts => {
      const visited = draw() < 0.7;
      return {
        ...{ cell, slot, chance: CHANCES[Math.floor(draw() * 4)] ?? "possible", addition: 0, targetDays: 14 },
        ...{ daysSinceVisit: visited ? Math.floor(draw() * 40) : null, alertDueInDays: null },
        weeksSinceEviction: null,
      };
    }),
  );
  const days = { from: "2026-06-01" as ServiceDate, until: "2026-06-14" as ServiceDate };
  return { sector, ...days, openingsLeft: 11, explore: 0.2, fallback: true, facts };
}

function stop(cell: Cell, fields: Partial<Stop> = {}): Stop {
  return { id: `s${cell}`, cell, minutes: 25 as Minutes, pinned: false, kind: null, ...fields };
}

function round(id: string, fields: Partial<WeekRound> = {}): WeekRound {
  return {
    ...{
      id,
      version: 1,
      team: "t",
      sector: "a",
      date: TODAY,
      slot: "evening",
      mode: "foot",
      status: "draft",
    },
    ...{ rejectCode: null, template: null, maxStops: null, safety: [], lead: null, members: ["p"] },
    ...{ start: cellAt(0, 0), end: cellAt(0, 0), minutes: 240 as Minutes, leavesAt: 1080 as Minutes },
    ...{ changedBy: null, changedAt: null, stops: [] },
    ...fields,
  };
}

const week = (rounds: readonly WeekRound[], fields: Partial<RoundWeek> = {}) => ({
  ...{ team: "t", rounds, forbidden: [], carried: [] },
  ...fields,
});
const planning = (rounds: readonly WeekRound[], fields: Partial<Planning> = {}): Planning => ({
  ...{ week: week(rounds), sectors: [memoryOf("a", CELLS)], today: TODAY },
  ...fields,
});
const planOf = (given: Planning) => planWeek(planningWeek(given).week, 1, { iterations: 400 }).plan;
const cellsOf = (given: Planning) => planningWeek(given).week.cells.map(({ cell }) => cell);

describe("to the optimiser", () => {
  test("every cell of the opened sectors is offered once, with its priority by slot and its slots never visited", () => {
    const { week: given } = planningWeek(planning([round("r")]));
    expect(given.cells.map(({ cell }) => cell)).toEqual(CELLS);
    const [memory] = planning([]).sectors;
    for (const { cell, priority, never, sector } of given.cells) {
      const facts = memory?.facts.filter((one) => one.cell === cell) ?? [];
      expect(sector).toBe("a");
      expect(Object.keys(priority).sort()).toEqual([...SLOTS].sort());
      const unseen = facts.filter(({ daysSinceVisit }) => daysSinceVisit === null).map(({ slot }) => slot);
      expect([...never].sort()).toEqual(unseen.sort());
    }
    expect(given.explore).toEqual({ a: 0.2 });
  });

  test("a visit is as old as it will be on the rounds' days: the later they are, the more a visited cell is worth", () => {
    const later = (date: string) =>
      planningWeek(planning([round("r", { date: date as ServiceDate })])).week.cells;
    const [soon, week] = [later("2026-06-03"), later("2026-06-10")];
    soon.forEach((cell, at) => {
      const then = week[at]?.priority ?? {};
      // Rounds are of the evening: other slots, and cells never visited, are worth what they were.
      expect({ ...then, evening: 0 }).toEqual({ ...cell.priority, evening: 0 });
      const grown = (then.evening ?? 0) - (cell.priority.evening ?? 0);
      if (cell.never.includes("evening")) expect(grown).toBe(0);
      else expect(grown).toBeGreaterThan(0);
    });
  });

  test("the lead's own share for cells never visited outranks the sector's", () => {
    expect(planningWeek(planning([], { explore: { a: 0.5 } })).week.explore).toEqual({ a: 0.5 });
  });

  test("only open rounds of the own team, from today on and within the memory's weeks, are planned; the others say why", () => {
    const rounds = [
      round("open"),
      round("planned", { status: "planned" }),
      round("theirs", { team: "u", stops: null }),
      round("yesterday", { date: "2026-06-02" as ServiceDate }),
      round("later", { date: "2026-06-15" as ServiceDate }),
      round("nowhere", { start: null }),
      round("not asked"),
      ...ROUND_STATUSES.slice(2).map((status) => round(status, { status })),
    ];
    const only = new Set(rounds.map(({ id }) => id).filter((id) => id !== "not asked"));
    const { week: given, leftAlone } = planningWeek(planning(rounds, { only }));
    expect(given.rounds.map(({ id }) => id)).toEqual(["open", "planned"]);
    expect(leftAlone).toEqual<LeftAlone[]>([
      { round: "yesterday", why: "past" },
      { round: "later", why: "beyond" },
      { round: "nowhere", why: "no_ends" },
      { round: "not asked", why: "not_asked" },
      ...ROUND_STATUSES.slice(2).map((status) => ({ round: status, why: "begun" as const })),
    ]);
  });

  test("cells where a round left alone stops are not offered again, those of a cancelled one are", () => {
    const [done, gone] = [cellAt(1, 1), cellAt(2, 2)];
    const rounds = [
      round("r"),
      round("done", { status: "done", stops: [stop(done)] }),
      round("cancelled", { status: "cancelled", stops: [stop(gone)] }),
    ];
    const carried = [done, gone];
    const given = planning(rounds, { week: week(rounds, { carried }) });
    expect(cellsOf(given)).not.toContain(done);
    expect(cellsOf(given)).toContain(gone);
    expect(planningWeek(given).week.carried).toEqual([gone]);
    const pinned = [round("r", { stops: [stop(done, { pinned: true })] }), ...rounds.slice(1)];
    expect(cellsOf({ ...given, week: week(pinned) })).toContain(done);
  });

  test("a pinned stop of a sector that was not opened stays, for as long as the lead said", () => {
    const far = cellAt(0, 6);
    const rounds = [
      round("r", {
        stops: [stop(far, { pinned: true, minutes: 70 as Minutes }), stop(cellAt(9, 9))],
        minutes: 360 as Minutes,
      }),
    ];
    const given = planning(rounds);
    expect(planningWeek(given).week.cells).toContainEqual({
      ...{ cell: far, sector: null, minutes: 70, priority: {}, never: [] },
    });
    expect(cellsOf(given)).not.toContain(cellAt(9, 9));
    const [planned] = planOf(given).rounds;
    expect(planned?.stops).toContainEqual(expect.objectContaining({ cell: far, pinned: true, minutes: 70 }));
  });

  test("a cell of two opened sectors is offered once, with the better of its priorities", () => {
    const sectors = [memoryOf("a", CELLS, 1), memoryOf("b", CELLS, 2)];
    const both = planningWeek(planning([], { sectors })).week.cells;
    const [a, b] = sectors.map((memory) => planningWeek(planning([], { sectors: [memory] })).week.cells);
    expect(both).toHaveLength(CELLS.length);
    const best = (slot: (typeof SLOTS)[number], at: number) =>
      Math.max(a?.[at]?.priority[slot] ?? 0, b?.[at]?.priority[slot] ?? 0);
    // Neighbours are known of both sectors: of the eight around, each that is active adds five points at most.
    both.forEach((each, at) => {
      for (const slot of SLOTS) {
        expect(each.priority[slot]).toBeGreaterThanOrEqual(best(slot, at));
        expect(each.priority[slot]).toBeLessThanOrEqual(best(slot, at) + 8 * 5);
      }
    });
  });
});

describe("through the optimiser", () => {
  test("pins stay in their rounds, forbidden cells are in none, and no cell is in two", () => {
    const pins = [stop(cellAt(3, 3), { pinned: true }), stop(cellAt(1, 4), { pinned: true })];
    const rounds = [
      round("one", { stops: pins }),
      round("two", { slot: "night", leavesAt: 1440 as Minutes }),
    ];
    const forbidden = [
      ...CELLS.slice(6, 12).map((cell) => ({ cell, round: null })),
      ...CELLS.slice(12, 18).map((cell) => ({ cell, round: "two" })),
    ];
    const plan = planOf(planning(rounds, { week: week(rounds, { forbidden }) }));
    const [one, two] = plan.rounds.map(({ stops }) => stops.map(({ cell }) => cell));
    expect(one).toEqual(expect.arrayContaining([cellAt(3, 3)]));
    expect(plan.unmet).toContainEqual({ kind: "pin_forbidden", round: "one", cell: cellAt(1, 4) });
    const stops = [...(one ?? []), ...(two ?? [])];
    expect(new Set(stops).size).toBe(stops.length);
    expect(stops.filter((cell) => CELLS.slice(6, 12).includes(cell))).toEqual([]);
    expect(two?.filter((cell) => CELLS.slice(12, 18).includes(cell))).toEqual([]);
    expect(stops.length).toBeGreaterThan(4);
  });

  test.each<[string, Partial<Planning>, readonly WeekRound[], string]>([
    ["no sector was opened", { sectors: [] }, [round("r")], "no_candidate"],
    ["a sector has no cell", { sectors: [memoryOf("a", [])] }, [round("r")], "no_candidate"],
    ["a round is shorter than a visit", {}, [round("r", { minutes: 20 as Minutes })], "too_short"],
  ])("where %s the plan says so and is empty", (_, fields, rounds, kind) => {
    const plan = planOf(planning(rounds, fields));
    expect(plan.rounds.flatMap(({ stops }) => stops)).toEqual([]);
    expect(plan.unmet.map((one) => one.kind)).toContain(kind);
  });

  test("where all cells are forbidden the plan says so and is empty", () => {
    const forbidden = CELLS.map((cell) => ({ cell, round: null }));
    const plan = planOf(planning([], { week: week([round("r")], { forbidden }) }));
    expect(plan.rounds).toMatchObject([{ round: "r", stops: [] }]);
    expect(plan.unmet).toContainEqual({ kind: "no_candidate" });
  });

  test("a week without rounds has an empty plan", () => {
    expect(planOf(planning([])).rounds).toEqual([]);
  });
});

describe("back to the calendar", () => {
  const planned = (id: string, cells: readonly Cell[], pinned = false) => ({
    ...{ round: id, travel: 0 as Minutes, total: 0 as Minutes, priority: 0 },
    stops: cells.map((cell) => ({
      ...{ cell, pinned, travel: 0 as Minutes, begins: 0 as Minutes, minutes: 25 as Minutes },
    })),
  });
  const counted = () => {
    let last = 0;
    return () => `new${++last}`;
  };

  test("a stop that stays or moves keeps its id, a new one gets one, and rounds that were not planned keep theirs", () => {
    const rounds = [
      round("one", { stops: [stop(CELLS[1] as Cell), stop(CELLS[2] as Cell)] }),
      round("two", { stops: [stop(CELLS[3] as Cell)] }),
      round("kept", { stops: [stop(CELLS[4] as Cell)] }),
    ];
    const plan = {
      rounds: [planned("one", [CELLS[3] as Cell, CELLS[1] as Cell]), planned("two", [CELLS[4] as Cell])],
    };
    const stops = proposedStops(rounds, plan, counted());
    expect([...stops.keys()]).toEqual(["one", "two"]);
    expect(stops.get("one")?.map(({ id }) => id)).toEqual([`s${CELLS[3]}`, `s${CELLS[1]}`]);
    expect(stops.get("two")?.map(({ id }) => id)).toEqual(["new1"]);
  });

  test("no two stops have one id, also where a cell is pinned in two rounds", () => {
    const cell = CELLS[1] as Cell;
    const rounds = ["one", "two"].map((id) =>
      round(id, { stops: [stop(cell, { id: `${id}'s`, pinned: true })] }),
    );
    const plan = { rounds: [planned("two", [cell], true), planned("one", [cell, CELLS[2] as Cell], true)] };
    const stops = proposedStops(rounds, plan, counted());
    expect(stops.get("one")?.map(({ id }) => id)).toEqual(["one's", "new1"]);
    expect(stops.get("two")?.map(({ id }) => id)).toEqual(["two's"]);
  });

  test("planning what was planned, with all stops pinned, changes nothing", () => {
    const rounds = [round("one"), round("two", { slot: "night", leavesAt: 1440 as Minutes })];
    const first = proposedStops(rounds, planOf(planning(rounds)), counted());
    const pinned = rounds.map((each) => ({
      ...each,
      stops: (first.get(each.id) ?? []).map((one) => ({ ...one, pinned: true })),
    }));
    const again = proposedStops(pinned, planOf(planning(pinned)), counted());
    for (const { id, stops } of pinned) {
      const ids = new Set(again.get(id)?.map((one) => one.id));
      expect(stops.filter((one) => !ids.has(one.id))).toEqual([]);
    }
  });
});
