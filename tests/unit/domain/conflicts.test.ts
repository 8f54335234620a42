import { describe, expect, test } from "vitest";
import { type Conflict, conflictsOf } from "../../../src/domain/conflicts.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate } from "../../../src/domain/slot.ts";
import { slotMinutes } from "../../../src/domain/slot-length.ts";
import { ROUND_STATUSES, type RoundWeek, type WeekRound } from "../../../src/domain/week-rounds.ts";

const PARIS = "Europe/Paris";
const CELL = 28893760 as Cell;
const at = (east: number) => (CELL + east) as Cell;

function round(id: string, fields: Partial<WeekRound> = {}): WeekRound {
  return {
    ...{
      id,
      version: 1,
      team: "t",
      sector: null,
      date: "2026-06-03" as ServiceDate,
      slot: "evening",
      mode: "foot",
    },
    ...{ status: "planned", rejectCode: null, template: null, maxStops: null, safety: [], lead: null },
    ...{ members: ["a"], start: CELL, end: CELL, minutes: 180 as Minutes, leavesAt: 1080 as Minutes },
    ...{ changedBy: null, changedAt: null, stops: [] },
    ...fields,
  };
}
const stop = (cell: Cell, pinned = false) => ({
  id: `s${cell}`,
  cell,
  minutes: 25 as Minutes,
  pinned,
  kind: null,
});
const PEOPLE = ["a", "b", "c"].map((id, n) => ({ id, team: "t", role: "educator" as const, number: n + 1 }));

function conflicts(
  rounds: readonly WeekRound[],
  fields: Partial<RoundWeek> = {},
  zone = PARIS,
): readonly Conflict[] {
  return conflictsOf({
    week: { team: "t", rounds, people: PEOPLE, forbidden: [], ...fields },
    timeZone: zone,
  });
}

test("a week in order has no conflict", () => {
  const rounds = [
    round("one", { stops: [stop(at(1))] }),
    round("two", { members: ["b"], stops: [stop(at(2))] }),
  ];
  expect(conflicts(rounds)).toEqual([]);
});

describe("people", () => {
  test("somebody in two rounds of one slot is told once, by person and rounds", () => {
    const rounds = [round("one", { members: ["a", "b"] }), round("two", { members: ["b", "c"] })];
    expect(conflicts(rounds)).toEqual([{ kind: "person_twice", person: "b", rounds: ["one", "two"] }]);
  });

  test("a round that runs into the next slot, or past midnight into the next, is in the way of it", () => {
    const evening = round("evening", { leavesAt: 1320 as Minutes, minutes: 240 as Minutes });
    const night = round("night", { slot: "night", leavesAt: 1500 as Minutes });
    expect(conflicts([evening, night])).toMatchObject([{ kind: "person_twice" }]);
    expect(conflicts([night, evening])).toMatchObject([{ kind: "person_twice" }]);
    const after = round("after", { slot: "night", leavesAt: 1560 as Minutes });
    expect(conflicts([evening, after])).toEqual([]);
  });

  test("a night and the morning after it are of two service dates and may be in each other's way", () => {
    const night = round("night", { slot: "night", leavesAt: 1700 as Minutes, minutes: 180 as Minutes });
    const morning = round("morning", {
      ...{ date: "2026-06-04" as ServiceDate, slot: "morning", leavesAt: 360 as Minutes },
    });
    expect(conflicts([night, morning])).toMatchObject([
      { kind: "person_twice", rounds: ["night", "morning"] },
    ]);
  });

  test("cancelled and rejected rounds are in nobody's way; running, done and other teams' are", () => {
    const told = ROUND_STATUSES.filter(
      (status) => conflicts([round("one"), round("two", { status })]).length > 0,
    );
    expect(told).toEqual(ROUND_STATUSES.filter((status) => status !== "cancelled" && status !== "rejected"));
    const theirs = round("theirs", { team: "u", stops: null });
    expect(conflicts([round("one"), theirs])).toMatchObject([{ kind: "person_twice" }]);
  });

  test("a round without people, and one with somebody who is not in the team, are told", () => {
    expect(conflicts([round("r", { members: [] })])).toEqual([{ kind: "nobody", round: "r" }]);
    expect(conflicts([round("r", { members: ["a", "x"] })])).toEqual([
      { kind: "person_gone", person: "x", round: "r" },
    ]);
    const people = PEOPLE.map((person) => ({ ...person, team: "u" }));
    expect(conflicts([round("r")], { people })).toMatchObject([{ kind: "person_gone", person: "a" }]);
  });
});

describe("stops", () => {
  test("a round that takes longer than it has tells by how much", () => {
    // 1 km there and back on foot: 2 × 17.33 minutes and 25 of visit.
    const [told] = conflicts([round("r", { stops: [stop(at(1))], minutes: 50 as Minutes })]);
    expect(told).toMatchObject({ kind: "over_budget", round: "r" });
    expect(told?.kind === "over_budget" && told.minutes).toBeCloseTo(2 * ((1.3 * 60) / 4.5) + 25 - 50, 9);
    expect(conflicts([round("r", { stops: [stop(at(1))], minutes: 60 as Minutes })])).toEqual([]);
  });

  test("too many stops, forbidden cells and missing ends are told", () => {
    const stops = [stop(CELL), stop(at(1))];
    expect(conflicts([round("r", { stops, maxStops: 1 })])).toEqual([
      { kind: "too_many_stops", round: "r", stops: 1 },
    ]);
    const forbidden = [
      { cell: CELL, round: null },
      { cell: at(1), round: "other" },
    ];
    expect(conflicts([round("r", { stops })], { forbidden })).toEqual([
      { kind: "forbidden_cell", round: "r", cell: CELL },
    ]);
    expect(conflicts([round("r", { start: null })])).toEqual([{ kind: "no_ends", round: "r" }]);
  });

  test("a cell in two rounds is told unless it is pinned in both", () => {
    const rounds = (one: boolean, other: boolean) => [
      round("one", { stops: [stop(CELL, one)] }),
      round("two", { members: ["b"], stops: [stop(CELL, other)] }),
    ];
    expect(conflicts(rounds(true, false))).toEqual([
      { kind: "cell_twice", cell: CELL, rounds: ["one", "two"] },
    ]);
    expect(conflicts(rounds(true, true))).toEqual([]);
  });

  test("stops that went out of date are told while their round may change", () => {
    const faults = [{ round: "r", stop: "s", code: "site_closed" as const }];
    const week = (status: WeekRound["status"]) => ({
      ...{ team: "t", people: PEOPLE, forbidden: [] },
      rounds: [round("r", { status })],
    });
    expect(conflictsOf({ week: week("planned"), timeZone: PARIS, faults })).toEqual([
      { kind: "stop_fault", ...faults[0] },
    ]);
    expect(conflictsOf({ week: week("done"), timeZone: PARIS, faults })).toEqual([]);
  });
});

describe("clocks", () => {
  /** The clocks of Paris go from 2:00 to 3:00 on 29 March 2026, in the night of service of the 28th. */
  const night = (leavesAt: number) =>
    round("r", { date: "2026-03-28" as ServiceDate, slot: "night", leavesAt: leavesAt as Minutes });

  test("a departure that the clocks jump over does not exist; those beside it do", () => {
    expect(conflicts([night(1440 + 150)])).toEqual([{ kind: "no_such_time", round: "r" }]);
    expect(conflicts([night(1440 + 119)])).toEqual([]);
    expect(conflicts([night(1440 + 180)])).toEqual([]);
    // In autumn the hour comes twice: it exists.
    expect(conflicts([{ ...night(1440 + 150), date: "2026-10-24" as ServiceDate }])).toEqual([]);
  });

  test("a slot of a day that a country left out does not exist", () => {
    // Samoa had no 30 December 2011.
    const day = round("r", {
      date: "2011-12-30" as ServiceDate,
      slot: "afternoon",
      leavesAt: 720 as Minutes,
    });
    expect(conflicts([day], {}, "Pacific/Apia")).toEqual([{ kind: "no_such_slot", round: "r" }]);
    expect(conflicts([day])).toEqual([]);
  });

  test.each([
    ["2026-03-28", "night", 300],
    ["2026-03-28", "evening", 360],
    ["2026-03-29", "morning", 360],
    ["2026-10-24", "night", 420],
    ["2026-10-25", "night", 360],
    ["2026-06-03", "night", 360],
  ] as const)("the %s %s of Paris has %i minutes", (day, slot, minutes) => {
    expect(slotMinutes(day, slot, PARIS)).toBe(minutes);
  });

  test("the clocks of Lord Howe change by half an hour", () => {
    expect(slotMinutes("2026-04-04", "night", "Australia/Lord_Howe")).toBe(390);
    expect(slotMinutes("2026-10-03", "night", "Australia/Lord_Howe")).toBe(330);
  });
});
