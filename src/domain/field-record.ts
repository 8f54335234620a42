/** What is recorded in the street, in the words of `api.sync`: each record has an id made on the device and a revision. */
import type { Cell } from "./grid.ts";
import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "./place-kind.ts";
import type { Minutes, Mode } from "./round.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** What youths met may say they need. `field.need_codes()` is the same list. */
export const NEED_CODES = [
  "food",
  "clothing",
  "hygiene",
  "care",
  "shelter",
  "schooling",
  "legal",
  "phone",
  "listening",
  "protection",
] as const;
type NeedCode = (typeof NEED_CODES)[number];

/** Where youths met were directed. `field.orientation_codes()` is the same list. */
export const ORIENTATION_CODES = [
  "child_protection",
  "emergency_shelter",
  "day_centre",
  "health",
  "legal_aid",
  "education",
  "return_visit",
  "declined",
] as const;
type OrientationCode = (typeof ORIENTATION_CODES)[number];

/** Why the server refuses a record. */
export const REFUSAL_CODES = [
  "bad_value",
  "bad_cell",
  "unknown_round",
  "round_closed",
  "too_old",
  "in_future",
  "erased",
  "too_many",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One youth within an encounter; nothing says who. */
export interface FieldContact {
  readonly id: string;
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  /** Never met before; null: not said. */
  readonly firstTime: boolean | null;
  /** Already met in the last 4 weeks: releases leave them out. */
  readonly seenRecently: boolean;
}

export interface FieldEncounter {
  readonly id: string;
  readonly placeKind: PlaceKind;
  /** ISO 639, or null. */
  readonly language: string | null;
  readonly needs: readonly NeedCode[];
  readonly orientation: readonly OrientationCode[];
  /** Lower-left cell of the 8 km square where they say they live. */
  readonly livingDistrict: Cell | null;
  /** Lower-left cell of the 8 km square where they say they were before. */
  readonly previousDistrict: Cell | null;
  readonly contacts: readonly FieldContact[];
}

/** Where a visit was made: at a stop of the round, or in a cell beside the plan. */
export type VisitPlace =
  | { readonly kind: "stop"; readonly stop: string }
  | { readonly kind: "cell"; readonly cell: Cell };

interface Recorded {
  readonly id: string;
  readonly revision: number;
}

/** A round that nobody planned. */
export interface RoundRecord extends Recorded {
  readonly kind: "round";
  readonly serviceDate: ServiceDate;
  readonly slot: Slot;
  readonly mode: Mode;
}

export interface VisitRecord extends Recorded {
  readonly kind: "visit";
  readonly round: string;
  readonly place: VisitPlace;
  readonly minutes: Minutes | null;
  readonly outcome: VisitOutcome;
  readonly encounters: readonly FieldEncounter[];
}

/** Takes a visit back for good. */
export interface RemovalRecord extends Recorded {
  readonly kind: "removal";
  readonly visit: string;
}

/** The round is done. */
export interface EndRecord extends Recorded {
  readonly kind: "end";
  readonly round: string;
}

export type FieldRecord = RoundRecord | VisitRecord | RemovalRecord | EndRecord;

/** Most encounters of a visit and contacts of an encounter (`field.visit_fault`). */
const MOST_ENCOUNTERS = 20;
export const MOST_CONTACTS = 60;

/** A visit with its outcome made to agree with its encounters: whom one met are there, and only then. */
export function settledVisit(visit: VisitRecord): VisitRecord {
  const encounters = visit.encounters.filter(({ contacts }) => contacts.length > 0);
  if (visit.outcome !== "met") return { ...visit, encounters: [] };
  return { ...visit, encounters };
}

/** Whether a visit can be sent: someone was met exactly where the outcome says so, within the limits. */
export function isWholeVisit({ outcome, encounters }: VisitRecord): boolean {
  const hasMet = encounters.length > 0;
  const isFull = encounters.every(({ contacts }) => contacts.length > 0 && contacts.length <= MOST_CONTACTS);
  return hasMet === (outcome === "met") && encounters.length <= MOST_ENCOUNTERS && isFull;
}
