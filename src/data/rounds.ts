import type { Cell } from "../domain/grid.ts";
import { type Outcome, succeed } from "../domain/outcome.ts";
import { mondayOf } from "../domain/slot.ts";
import {
  type RejectCode,
  ROUND_STATUSES,
  type RoundTemplate,
  type RoundWeek,
  type WeekRound,
} from "../domain/week-rounds.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, integer, list, nothing, oneOf, record, text } from "./decode.ts";
import { roundPlan, roundWeek, templatePlan } from "./round-week.ts";

const versioned = record({ id: text, version: integer });
const saved = record({ saved: list(versioned) });
const changed = record({ id: text, status: oneOf([...ROUND_STATUSES, "deleted"]), version: integer });
type Changed = Decoded<typeof changed>;

/** What saving rounds came to: new versions by id, or the rounds as somebody else left them. Nothing is overwritten. */
export type SaveAnswer =
  | { readonly kind: "saved"; readonly versions: ReadonlyMap<string, number> }
  | { readonly kind: "conflict"; readonly now: ReadonlyMap<string, WeekRound | null> };

/** Asks for the week from a Monday. Leads: the organisation's; educators: their own rounds of today. */
export function fetchWeek(monday: string, signal?: AbortSignal): Promise<Outcome<RoundWeek, CallError>> {
  return read("week", { monday }, roundWeek, signal);
}

/**
 * Saves whole rounds of the lead's own team, all or none. Where somebody changed one since (RP004), the answer holds
 * each of them as it is now (null: deleted); `changedParts` says what is different.
 */
export async function saveRounds(rounds: readonly WeekRound[]): Promise<Outcome<SaveAnswer, CallError>> {
  const outcome = await write("save_rounds", { rounds: rounds.map(roundPlan) }, saved);
  if (outcome.ok) {
    const versions = new Map(outcome.value.saved.map(({ id, version }) => [id, version]));
    return succeed({ kind: "saved", versions });
  }
  return outcome.error === "conflict" ? currentRounds(rounds) : outcome;
}

async function currentRounds(rounds: readonly WeekRound[]): Promise<Outcome<SaveAnswer, CallError>> {
  const now = new Map<string, WeekRound | null>(rounds.map(({ id }) => [id, null]));
  for (const monday of new Set(rounds.map(({ date }) => mondayOf(date)))) {
    const week = await fetchWeek(monday);
    if (!week.ok) return week;
    for (const round of week.value.rounds) if (now.has(round.id)) now.set(round.id, round);
  }
  return succeed({ kind: "conflict", now });
}

/** Cancels a round in which no visit was made; it stays in the calendar. */
export function cancelRound({ id, version }: WeekRound): Promise<Outcome<Changed, CallError>> {
  return write("cancel_round", { round: id, version }, changed);
}

/** Deletes a round that has not begun; one that a template made is cancelled instead. */
export function deleteRound({ id, version }: WeekRound): Promise<Outcome<Changed, CallError>> {
  return write("delete_round", { round: id, version }, changed);
}

/** Makes drafts from the team's templates for the days of a week that are not over; answers the new ids. */
export function fillWeek(monday: string): Promise<Outcome<{ readonly made: readonly string[] }, CallError>> {
  return write("fill_week", { monday }, record({ made: list(text) }));
}

/** Saves a round that repeats weekly (`conflict`: changed by somebody else since). */
export function saveTemplate(
  template: RoundTemplate,
): Promise<Outcome<{ readonly id: string; readonly version: number }, CallError>> {
  return write("save_template", { template: templatePlan(template) }, versioned);
}

/** Ends the repetition; rounds that it made stay. */
export function deleteTemplate({ id, version }: RoundTemplate): Promise<Outcome<undefined, CallError>> {
  return write("delete_template", { template: id, version }, nothing);
}

/** Forbids cells for the team's rounds of a week, or for one of them. */
export function forbidCells(
  monday: string,
  cells: readonly Cell[],
  round: string | null = null,
): Promise<Outcome<undefined, CallError>> {
  return write("forbid_cells", { monday, cells, round }, nothing);
}

/** Takes back what `forbidCells` forbade. */
export function allowCells(
  monday: string,
  cells: readonly Cell[],
  round: string | null = null,
): Promise<Outcome<undefined, CallError>> {
  return write("allow_cells", { monday, cells, round }, nothing);
}

/** Starts a round: its plan and people are fixed from now on. */
export function startRound(id: string): Promise<Outcome<Changed, CallError>> {
  return write("start_round", { round: id }, changed);
}

/** Validates a done round. */
export function validateRound(id: string): Promise<Outcome<Changed, CallError>> {
  return write("validate_round", { round: id }, changed);
}

/** Rejects a done round with a reason code: it counts nowhere any more. */
export function rejectRound(id: string, code: RejectCode): Promise<Outcome<Changed, CallError>> {
  return write("reject_round", { round: id, code }, changed);
}
