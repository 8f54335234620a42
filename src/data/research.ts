import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import {
  type Decoded,
  DecodeError,
  type Decoder,
  day,
  deltas,
  integer,
  list,
  maybe,
  number,
  oneOf,
  record,
  text,
} from "./decode.ts";
import { BREAKDOWNS, type Breakdown } from "./heat.ts";
import { type Leaves, leaves } from "./leaves.ts";

/** A fraction, exact: numerator and denominator. */
const alpha: Decoder<readonly [number, number]> = (input) => {
  const [numerator, denominator] = list(integer)(input);
  if (numerator === undefined || denominator === undefined) throw new DecodeError("not a fraction");
  return [numerator, denominator];
};

/** How values are made. */
export const researchMethod = record({
  mechanism: oneOf(["two_sided_geometric"]),
  weeks: integer,
  lag_weeks: integer,
  /** Values below are hidden on reading. */
  hidden_below: integer,
  flow_hidden_below: integer,
  minutes_a_visit: integer,
  tables: list(record({ breakdown: oneOf(BREAKDOWNS), categories: list(text), alpha, epsilon: number })),
  flows: record({ alpha, epsilon: number }),
  /** Epsilon that 52 weeks may spend. */
  budget: number,
});

/** A published quarter. Its id is the release's number, for ever. */
export const researchQuarter = record({
  id: integer,
  season_id: integer,
  starts_on: day,
  ends_on: day,
  published_at: text,
  /** Edge of the smallest leaf of the quarter's season. */
  leaf_km: integer,
  unit: oneOf(["first_in_4_weeks", "every_contact"]),
  policy_version: integer,
  leaves: integer,
});

const windows = record({
  method: researchMethod,
  windows: list(researchQuarter),
  next: maybe(record({ starts_on: day, ends_on: day, due_on: day })),
});

/** Published quarters, oldest first, and how their values are made. */
export type ResearchWindows = Decoded<typeof windows>;

/** Asks for the published quarters (researcher). */
export function fetchResearchWindows(signal?: AbortSignal): Promise<Outcome<ResearchWindows, CallError>> {
  return read("research_windows", {}, windows, signal);
}

/** Asks for the research leaves of a season: squares of 2 km or more. */
export function fetchResearchLeaves(
  season: number,
  signal?: AbortSignal,
): Promise<Outcome<Leaves, CallError>> {
  return read("research_leaves", { season }, leaves, signal);
}

const columns = record({
  quarter: maybe(day),
  season_id: maybe(integer),
  leaf: deltas,
  categories: list(text),
  values: list(list(maybe(integer))),
  minutes: list(integer),
});

/** One breakdown of a quarter. */
export interface ResearchTable {
  /** Undefined: no such quarter is published. */
  readonly seasonId: number | undefined;
  /** Every research leaf of the season, ascending by id. */
  readonly leaves: Int32Array;
  readonly minutes: readonly number[];
  /** Value of every leaf, null where it is hidden. */
  readonly byCategory: ReadonlyMap<string, readonly (number | null)[]>;
}

/** Columns → a table; all columns have the length of the leaves. */
export const researchTable: Decoder<ResearchTable> = (input) => {
  const given = columns(input);
  const lengths = [given.minutes, ...given.values].map((column) => column.length);
  if (lengths.some((length) => length !== given.leaf.length) && given.quarter !== null) {
    throw new DecodeError("leaf columns differ in length");
  }
  const pairs = given.categories.map((category, at) => [category, given.values[at] ?? []] as const);
  return {
    seasonId: given.season_id ?? undefined,
    leaves: given.leaf,
    minutes: given.minutes,
    byCategory: new Map(pairs),
  };
};

/** Asks for one breakdown of a quarter, named by its first day (researcher). */
export function fetchResearchTable(
  quarter: string,
  breakdown: Breakdown,
  signal?: AbortSignal,
): Promise<Outcome<ResearchTable, CallError>> {
  return read("research_table", { quarter, breakdown }, researchTable, signal);
}
