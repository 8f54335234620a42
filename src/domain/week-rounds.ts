/** Rounds as the calendar holds them, and what a lead decides about a week. */
import type { Cell } from "./grid.ts";
import type { Minutes, Mode, Round } from "./round.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** `draft → planned → running → done → validated`, or `cancelled`, or `rejected` with a reason code. */
export const ROUND_STATUSES = [
  "draft",
  "planned",
  "running",
  "done",
  "validated",
  "cancelled",
  "rejected",
] as const;
type RoundStatus = (typeof ROUND_STATUSES)[number];

/** Why a lead rejects a done round; `field.reject_codes` in SQL. */
export const REJECT_CODES = ["not_done", "duplicate", "wrong_day", "wrong_place", "test", "other"] as const;
export type RejectCode = (typeof REJECT_CODES)[number];

/** Safety notes of a round's sheet: a list, since there is no free text; `field.safety_codes` in SQL. */
export const SAFETY_CODES = [
  "together",
  "phone_charged",
  "partner_told",
  "badge_visible",
  "no_photo",
  "no_names",
  "leave_if_tense",
  "traffic",
  "lamp",
  "weather",
  "emergency_numbers",
  "return_call",
] as const;
export type SafetyCode = (typeof SAFETY_CODES)[number];

/** What a stop is for: told only to those who go there, on the day. */
export const STOP_KINDS = ["place", "site", "alert"] as const;
type StopKind = (typeof STOP_KINDS)[number];

/** A planned place in a round. The id is made on the device and stays when the stop moves to another round. */
export interface Stop {
  readonly id: string;
  readonly cell: Cell;
  readonly minutes: Minutes;
  /** The lead wants it here, whatever the optimiser thinks. */
  readonly pinned: boolean;
  /** Null for leads. */
  readonly kind: StopKind | null;
}

/** What a round and a template have in common. */
interface RoundFrame {
  readonly id: string;
  /** Grows with every change; 0 for one that was never saved. */
  readonly version: number;
  readonly sector: string | null;
  readonly slot: Slot;
  readonly mode: Mode;
  readonly start: Cell | null;
  readonly end: Cell | null;
  /** Time between leaving the start and reaching the end. */
  readonly minutes: Minutes;
  /** Minutes after midnight of the service date, on the wall clock; a night round's exceed 24 h. */
  readonly leavesAt: Minutes;
  readonly maxStops: number | null;
  /** Member who leads it; one of `members`. */
  readonly lead: string | null;
  readonly members: readonly string[];
  readonly safety: readonly SafetyCode[];
}

/** A round of the calendar. */
export interface WeekRound extends RoundFrame {
  readonly team: string;
  readonly date: ServiceDate;
  readonly status: RoundStatus;
  readonly rejectCode: RejectCode | null;
  readonly template: string | null;
  /** In their order; null for another team's round, whose stops are not the lead's to see. */
  readonly stops: readonly Stop[] | null;
  /** Member who changed it last, and when (ISO instant). */
  readonly changedBy: string | null;
  readonly changedAt: string | null;
  /** A phone sent records for it after it was validated. */
  readonly hasLateRecords?: boolean;
}

/** A round that repeats weekly. */
export interface RoundTemplate extends RoundFrame {
  /** 1 is Monday. */
  readonly weekday: number;
}

/** Somebody who can be assigned. Accounts have no names: people know their number within team and role. */
export interface Person {
  readonly id: string;
  readonly team: string;
  readonly role: "educator" | "lead";
  readonly number: number;
}

/** A cell that the team's rounds of the week may not visit; with `round`, that round alone. */
export interface ForbiddenCell {
  readonly cell: Cell;
  readonly round: string | null;
}

/** The week from a Monday: a lead's calendar, or an educator's rounds of today. */
export interface RoundWeek {
  readonly monday: ServiceDate;
  /** The caller's team, whose rounds alone a lead may change. */
  readonly team: string;
  readonly rounds: readonly WeekRound[];
  readonly people: readonly Person[];
  readonly templates: readonly RoundTemplate[];
  readonly forbidden: readonly ForbiddenCell[];
  /** Cells the team set out for last week and that nobody reached. */
  readonly carried: readonly Cell[];
}

/** True while a round's plan may change. */
export function isOpenPlan({ status }: Pick<WeekRound, "status">): boolean {
  return status === "draft" || status === "planned";
}

/** The round in the planner's words; null where it says not where it begins or ends. */
export function plannedRoundOf(round: WeekRound): Round | null {
  const { id, team, date, slot, mode, start, end, minutes, leavesAt, maxStops } = round;
  if (start === null || end === null) return null;
  return {
    ...{ id, team, date, slot, mode, start, end, minutes, leavesAt },
    ...(maxStops !== null && { maxStops }),
  };
}

/** Parts of a round that two people can change at once. */
const ROUND_PARTS = ["when", "where", "people", "stops", "status", "safety"] as const;
export type RoundPart = (typeof ROUND_PARTS)[number];

/**
 * What somebody else changed in a round since it was read: what a lead is told whose save was refused (RP004).
 * `now` null: it was deleted, which counts as a change of its status.
 */
export function changedParts(seen: WeekRound, now: WeekRound | null): readonly RoundPart[] {
  if (!now) return ["status"];
  return ROUND_PARTS.filter((part) => partText(seen, part) !== partText(now, part));
}

function partText(round: WeekRound, part: RoundPart): string {
  return JSON.stringify(partOf(round, part));
}

function partOf(round: WeekRound, part: RoundPart): unknown {
  switch (part) {
    case "when":
      return [round.date, round.slot, round.leavesAt, round.minutes];
    case "where":
      return [round.sector, round.mode, round.start, round.end, round.maxStops];
    case "people":
      return [round.lead, [...round.members].sort()];
    case "stops":
      return round.stops?.map(({ id, cell, minutes, pinned }) => [id, cell, minutes, pinned]);
    case "status":
      return [round.status, round.rejectCode];
    case "safety":
      return [...round.safety].sort();
  }
}
