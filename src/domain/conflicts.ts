/** What does not fit in a week's rounds: shown to the lead, never fixed by itself (planning.md, "Rounds"). */
import type { Cell } from "./grid.ts";
import { itineraryOf } from "./itinerary.ts";
import type { Minutes } from "./round.ts";
import { daysBetween } from "./slot.ts";
import { slotMinutes } from "./slot-length.ts";
import { instantOf } from "./wall-clock.ts";
import { isOpenPlan, plannedRoundOf, type RoundWeek, type WeekRound } from "./week-rounds.ts";

/** How a stop goes out of date; told by `api.stop_conflicts` to a lead with a fresh second factor. */
export const STOP_FAULTS = ["site_closed", "alert_past_due", "alert_closed"] as const;

/** A stop that went out of date. */
export interface StopFault {
  readonly round: string;
  readonly stop: string;
  readonly code: (typeof STOP_FAULTS)[number];
}

/** One thing that does not fit; words are the interface's. Rounds are named by their ids. */
export type Conflict =
  /** Somebody goes out in two rounds at the same time, or in one slot. */
  | { readonly kind: "person_twice"; readonly person: string; readonly rounds: readonly [string, string] }
  /** Somebody who is not, or no longer, in the team. */
  | { readonly kind: "person_gone"; readonly person: string; readonly round: string }
  | { readonly kind: "nobody"; readonly round: string }
  /** Stops and travel take longer than the round. */
  | { readonly kind: "over_budget"; readonly round: string; readonly minutes: Minutes }
  | { readonly kind: "too_many_stops"; readonly round: string; readonly stops: number }
  /** It does not say where it begins or ends. */
  | { readonly kind: "no_ends"; readonly round: string }
  | { readonly kind: "forbidden_cell"; readonly round: string; readonly cell: Cell }
  /** A cell in two rounds of the week, pinned in at most one of them. */
  | { readonly kind: "cell_twice"; readonly cell: Cell; readonly rounds: readonly [string, string] }
  /** The clocks jump over the time at which it leaves. */
  | { readonly kind: "no_such_time"; readonly round: string }
  /** The clocks jump over the slot whole. */
  | { readonly kind: "no_such_slot"; readonly round: string }
  | ({ readonly kind: "stop_fault" } & StopFault);

/** What conflicts are looked for in. */
export interface ConflictView {
  readonly week: Pick<RoundWeek, "rounds" | "people" | "forbidden" | "team">;
  /** IANA name. */
  readonly timeZone: string;
  /** As opened; empty where nobody gave a code for them. */
  readonly faults?: readonly StopFault[];
}

/**
 * All that does not fit, in an order that stays: by round as the week has them, then by kind. Cancelled and rejected
 * rounds fit everywhere; of other teams' rounds only the people are looked at.
 */
export function conflictsOf({ week, timeZone, faults = [] }: ConflictView): readonly Conflict[] {
  const alive = week.rounds.filter(({ status }) => status !== "cancelled" && status !== "rejected");
  const plans = alive.filter((round) => round.team === week.team && isOpenPlan(round));
  const planned = new Set(plans.map(({ id }) => id));
  return [
    ...peopleTwice(alive),
    ...plans.flatMap((round) => [
      ...peopleMissing(round, week),
      ...timesMissing(round, timeZone),
      ...tooMuch(round),
      ...forbiddenIn(round, week),
    ]),
    ...cellsTwice(alive.filter(({ team }) => team === week.team)),
    ...faults
      .filter(({ round }) => planned.has(round))
      .map((fault) => ({ kind: "stop_fault", ...fault }) as const),
  ];
}

function peopleTwice(rounds: readonly WeekRound[]): Conflict[] {
  return pairs(rounds).flatMap(([one, other]) => {
    if (!meet(one, other)) return [];
    const shared = one.members.filter((person) => other.members.includes(person));
    return shared.map((person): Conflict => ({ kind: "person_twice", person, rounds: [one.id, other.id] }));
  });
}

/** True for rounds in one slot, or of overlapping times. */
function meet(one: WeekRound, other: WeekRound): boolean {
  if (one.date === other.date && one.slot === other.slot) return true;
  const later = daysBetween(one.date, other.date) * 1440 + other.leavesAt - one.leavesAt;
  return later >= 0 ? later < one.minutes : -later < other.minutes;
}

function peopleMissing(round: WeekRound, { people, team }: ConflictView["week"]): Conflict[] {
  if (round.members.length === 0) return [{ kind: "nobody", round: round.id }];
  const known = new Set(people.filter((person) => person.team === team).map(({ id }) => id));
  return round.members
    .filter((person) => !known.has(person))
    .map((person): Conflict => ({ kind: "person_gone", person, round: round.id }));
}

function timesMissing({ id, date, slot, leavesAt }: WeekRound, timeZone: string): Conflict[] {
  if (slotMinutes(date, slot, timeZone) === 0) return [{ kind: "no_such_slot", round: id }];
  const { exists } = instantOf({ day: date, minutes: leavesAt }, timeZone);
  return exists ? [] : [{ kind: "no_such_time", round: id }];
}

function tooMuch(round: WeekRound): Conflict[] {
  const { id, maxStops, minutes } = round;
  const stops = round.stops ?? [];
  const planned = plannedRoundOf(round);
  if (!planned) return [{ kind: "no_ends", round: id }];
  const total = itineraryOf(planned, stops).total;
  return [
    ...(total > minutes
      ? [{ kind: "over_budget", round: id, minutes: (total - minutes) as Minutes } as const]
      : []),
    ...(maxStops !== null && stops.length > maxStops
      ? [{ kind: "too_many_stops", round: id, stops: stops.length - maxStops } as const]
      : []),
  ];
}

function forbiddenIn({ id, stops }: WeekRound, { forbidden }: ConflictView["week"]): Conflict[] {
  const cells = new Set(
    forbidden.flatMap(({ cell, round }) => (round === null || round === id ? [cell] : [])),
  );
  return (stops ?? [])
    .filter(({ cell }) => cells.has(cell))
    .map(({ cell }): Conflict => ({ kind: "forbidden_cell", round: id, cell }));
}

function cellsTwice(rounds: readonly WeekRound[]): Conflict[] {
  return pairs(rounds).flatMap(([one, other]) =>
    (one.stops ?? []).flatMap((stop): Conflict[] => {
      const again = other.stops?.find(({ cell }) => cell === stop.cell);
      if (!again || (again.pinned && stop.pinned)) return [];
      return [{ kind: "cell_twice", cell: stop.cell, rounds: [one.id, other.id] }];
    }),
  );
}

function pairs<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.flatMap((one, at) => items.slice(at + 1).map((other) => [one, other] as const));
}
