import { STOP_FAULTS, type StopFault } from "../domain/conflicts.ts";
import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { VisitOutcome } from "../domain/place-kind.ts";
import type { Minutes } from "../domain/round.ts";
import { ROUND_STATUSES } from "../domain/week-rounds.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, type Decoder, integer, list, oneOf, record, text } from "./decode.ts";

/** A visit as it is debriefed: at a stop of the round, or in a cell beside the plan. */
export interface DebriefedVisit {
  /** Made on the device, kept over repeated sends. */
  readonly id: string;
  readonly place: { readonly stop: string } | { readonly cell: Cell };
  readonly minutes: Minutes | null;
  readonly outcome: VisitOutcome;
}

const taken = record({ accepted: integer, repeated: integer, status: oneOf(ROUND_STATUSES) });

const cell: Decoder<Cell> = (input) => integer(input) as Cell;

/** What became of a stop: reached, tried in vain, or not tried. */
const STOP_STATES = ["done", "not_reached", "missed"] as const;

const report = record({
  id: text,
  status: oneOf(ROUND_STATUSES),
  version: integer,
  planned_minutes: integer,
  /** Of all visits together. */
  minutes: integer,
  stops: list(record({ id: text, cell, state: oneOf(STOP_STATES) })),
  /** Cells visited beside the plan. */
  extra: list(cell),
});
/** What a round did against what was planned: stops, never whom it met. */
export type RoundReport = Decoded<typeof report>;

const faults = record({ stops: list(record({ round: text, stop: text, code: oneOf(STOP_FAULTS) })) });

/**
 * Sends what a round did, by those who went out or by a lead of its team from paper. Sending again changes nothing.
 * `finish`: the round is done.
 */
export function debriefRound(
  round: string,
  visits: readonly DebriefedVisit[],
  finish = true,
): Promise<Outcome<Decoded<typeof taken>, CallError>> {
  const sent = visits.map(({ place, ...rest }) => ({ ...rest, ...place }));
  return write("debrief_round", { round, visits: sent, finish }, taken);
}

/** Asks what a round of the lead's own team did. */
export function fetchRoundReport(
  round: string,
  signal?: AbortSignal,
): Promise<Outcome<RoundReport, CallError>> {
  return read("round_report", { round }, report, signal);
}

/** Opens what the week's stops have to do with sites and alerts: a fresh second factor, audited. */
export async function openStopConflicts(monday: string): Promise<Outcome<readonly StopFault[], CallError>> {
  const outcome = await write("stop_conflicts", { monday }, faults);
  return outcome.ok ? { ok: true, value: outcome.value.stops } : outcome;
}
