import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Member } from "../../../src/data/me.ts";
import type { KeptDay } from "../../../src/data/phone-state.ts";
import type { FieldRound } from "../../../src/data/sync.ts";
import { NEED_CODES, ORIENTATION_CODES, type VisitRecord } from "../../../src/domain/field-record.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { newEntry } from "../../../src/domain/outbox.ts";
import type { Minutes } from "../../../src/domain/round.ts";
import type { ServiceDate, Slot } from "../../../src/domain/slot.ts";
import { newVisit, roundNow, roundsOf, stopsOf, visitsOf } from "../../../src/features/field/field-view.ts";

const DAY = "2026-03-03" as ServiceDate;

function roundOf(id: string, slot: Slot, status: FieldRound["status"], own = false): FieldRound {
  const stop = { id: `${id}1`, cell: 28893760 as Cell, minutes: 20 as Minutes, kind: null, done: false };
  return {
    ...{
      id,
      date: DAY,
      slot,
      mode: "foot",
      status,
      leaves_at: 1080 as Minutes,
      minutes: 180 as Minutes,
      own,
    },
    stops: [stop, { ...stop, id: `${id}2` }],
  };
}

function keptDay(rounds: readonly FieldRound[], begun: KeptDay["begun"] = []): KeptDay {
  const clock = { day: DAY, seen: DAY };
  return { member: {} as Member, day: { now_day: DAY, days: [DAY], rounds }, clock, begun };
}

test("a round begun here is shown once, also when the server knows it by another id", () => {
  const begun = [
    { kind: "round", id: "here", revision: 1, serviceDate: DAY, slot: "night", mode: "foot" } as const,
  ];
  const server = [roundOf("planned", "evening", "planned"), roundOf("there", "night", "running", true)];
  expect(roundsOf(keptDay(server, begun)).map(({ id }) => id)).toEqual(["planned", "here"]);
  expect(roundsOf(keptDay(server)).map(({ id }) => id)).toEqual(["planned", "there"]);
});

test("the screen opens on the round that goes on, else on this hour's, else on the next", () => {
  const rounds = [
    roundOf("m", "morning", "done"),
    roundOf("a", "afternoon", "planned"),
    roundOf("e", "evening", "planned"),
  ];
  expect(roundNow(rounds, 19)?.id).toBe("e");
  expect(roundNow(rounds, 9)?.id).toBe("a");
  expect(roundNow([...rounds, roundOf("n", "night", "running")], 13)?.id).toBe("n");
  expect(roundNow([], 13)).toBeUndefined();
});

test("what the phone holds stands over what the server has, and what is taken back is shown nowhere", () => {
  const round = roundOf("r", "evening", "running");
  const visit = (stop: string): VisitRecord =>
    newVisit(round, { kind: "stop", stop }, "nobody", () => `v${stop}`);
  const stored = [{ record: visit("r1"), cell: 28893760 as Cell, isOpen: true }];
  const refused = { ...newEntry({ ...visit("r1"), revision: 2 }, 1, DAY), refusal: "round_closed" as const };
  expect(visitsOf("r", [], stored).map(({ state }) => state.kind)).toEqual(["sent"]);
  expect(visitsOf("r", [refused], stored)).toMatchObject([
    { state: { kind: "refused", code: "round_closed" } },
  ]);
  const removed = { ...refused, refusal: null, removal: { id: "x", heldUntil: 1 } };
  expect(visitsOf("r", [removed], stored)).toEqual([]);
  expect(stopsOf(round, visitsOf("r", [refused], [])).map(({ isDone }) => isDone)).toEqual([true, false]);
});

test("the lists of needs and orientations are those of the database", () => {
  const logic = join(import.meta.dirname, "../../../supabase/logic/field");
  const codesIn = (file: string) =>
    [
      ...(/array\[([^\]]+)\]/.exec(readFileSync(join(logic, file), "utf8"))?.[1] ?? "").matchAll(/'(\w+)'/g),
    ].map(([, code]) => code);
  expect(codesIn("need-codes.fn.sql")).toEqual([...NEED_CODES]);
  expect(codesIn("orientation-codes.fn.sql")).toEqual([...ORIENTATION_CODES]);
});
