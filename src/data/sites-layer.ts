import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import { DecodeError, type Decoder, deltas, integer, list, record } from "./decode.ts";
import { type Heat, heat } from "./heat.ts";
import { type Leaves, leaves } from "./leaves.ts";
import { type Windows, windows } from "./windows.ts";

/** Asks for the published quarters of the layer of living sites; `at_least` counts sites. */
export function fetchSiteWindows(signal?: AbortSignal): Promise<Outcome<Windows, CallError>> {
  return read("site_windows", {}, windows, signal);
}

/** Asks for the 8 km squares of the layer in a season: a leaf is one square, and its id the square's number. */
export function fetchSiteLeaves(season: number, signal?: AbortSignal): Promise<Outcome<Leaves, CallError>> {
  return read("site_leaves", { season }, leaves, signal);
}

/** Asks for a range of published quarters, named by their first days. An unpublished range has the empty shape. */
export function fetchSiteHeat(
  range: { readonly from: string; readonly to: string },
  signal?: AbortSignal,
): Promise<Outcome<Heat, CallError>> {
  return read("site_heat", { from_window: range.from, to_window: range.to }, heat, signal);
}

/** An 8 km district to look at again, and the whole weeks since the latest eviction in or near it (0 to 8). */
export interface FollowUpDistrict {
  readonly district: Cell;
  readonly weeks: number;
}

const columns = record({ district: deltas, weeks: list(integer) });

/** Columns → districts. */
const followUp: Decoder<readonly FollowUpDistrict[]> = (input) => {
  const given = columns(input);
  return Array.from(given.district, (district, at) => {
    const weeks = given.weeks[at];
    if (weeks === undefined) throw new DecodeError("district columns differ in length");
    return { district: district as Cell, weeks };
  });
};

/** Asks where people of an evicted living site may reappear (lead). */
export function fetchFollowUp(
  signal?: AbortSignal,
): Promise<Outcome<readonly FollowUpDistrict[], CallError>> {
  return read("follow_up", {}, followUp, signal);
}
