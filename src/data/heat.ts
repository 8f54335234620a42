import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import { DecodeError, type Decoder, day, deltas, integer, list, maybe, record } from "./decode.ts";
import type { Tier } from "./windows.ts";

export const BREAKDOWNS = ["total", "place_kind", "age_band", "gender"] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

/** What the map asks for. Windows are named by their first day; one season holds both. */
export interface HeatQuestion {
  readonly tier: Tier;
  readonly breakdown: Breakdown;
  readonly category: string;
  readonly from: string;
  readonly to: string;
}

/** Class 0 is *not published*: hidden or zero, which are the same answer. */
export type HeatClass = 0 | 1 | 2 | 3 | 4 | 5;

/** Released values of one leaf over a range. */
export interface LeafHeat {
  readonly leaf: number;
  readonly heatClass: HeatClass;
  /** Sum of the windows' lower bounds; 0 stands for *not published*, never for *nobody*. */
  readonly atLeast: number;
}

export interface Heat {
  /** Undefined: no such range is published. */
  readonly seasonId: number | undefined;
  readonly windows: number;
  /** Every leaf of the season, ascending by id. */
  readonly leaves: readonly LeafHeat[];
}

const columns = record({
  season_id: maybe(integer),
  windows: integer,
  leaf: deltas,
  class: list(integer),
  at_least: list(integer),
});

/** Asks for a range of published windows. An unpublished range has the empty shape. */
export function fetchHeat(question: HeatQuestion, signal?: AbortSignal): Promise<Outcome<Heat, CallError>> {
  const { tier, breakdown, category, from, to } = question;
  return read("heat", { tier, breakdown, category, from_window: from, to_window: to }, heat, signal);
}

/** Columns → one row per leaf. */
export const heat: Decoder<Heat> = (input) => {
  const given = columns(input);
  if (given.class.length !== given.leaf.length || given.at_least.length !== given.leaf.length) {
    throw new DecodeError("leaf columns differ in length");
  }
  const leaves = Array.from(given.leaf, (leaf, at) => ({
    leaf,
    heatClass: classOf(given.class[at]),
    atLeast: given.at_least[at] ?? 0,
  }));
  return { seasonId: given.season_id ?? undefined, windows: given.windows, leaves };
};

const history = record({ windows: list(day), class: list(integer) });

/** Class of one leaf, window by window. */
export interface LeafHistory {
  readonly windows: readonly { readonly startsOn: string; readonly heatClass: HeatClass }[];
}

/** Asks for the classes of one leaf in every published window. */
export function fetchLeafHistory(
  question: Pick<HeatQuestion, "tier" | "breakdown" | "category"> & { readonly leaf: number },
  signal?: AbortSignal,
): Promise<Outcome<LeafHistory, CallError>> {
  const { tier, leaf, breakdown, category } = question;
  return read("leaf_history", { tier, leaf, breakdown, category }, leafHistory, signal);
}

/** Two columns → windows. */
const leafHistory: Decoder<LeafHistory> = (input) => {
  const given = history(input);
  const windows = given.windows.map((startsOn, at) => ({ startsOn, heatClass: classOf(given.class[at]) }));
  return { windows };
};

function classOf(value: number | undefined): HeatClass {
  if (value === 0 || value === 1 || value === 2 || value === 3 || value === 4 || value === 5) return value;
  throw new DecodeError("not a class");
}
