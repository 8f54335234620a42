/**
 * What a lead does to a week, as pure operations: each gives the week after it, or the very same week where there
 * is nothing to do, so that a history holds true steps alone.
 */
import type { Cell } from "./grid.ts";
import { type Itinerary, itineraryOf, type Stay } from "./itinerary.ts";
import { type Minutes, type Round, VISIT_MINUTES } from "./round.ts";

/** A stop of a week being edited. */
export interface EditedStop extends Stay {
  /** Made where the stop was; it stays with it when it moves. */
  readonly id: string;
  /** The lead wants it here, whatever is proposed. */
  readonly pinned: boolean;
}

/** A round of a week being edited: its frame, who goes out, and its stops in order; a cell stands in it once. */
export interface EditedRound {
  readonly round: Round;
  readonly sector: string | null;
  readonly lead: string | null;
  readonly partners: readonly string[];
  readonly stops: readonly EditedStop[];
}

export interface EditedWeek {
  readonly rounds: readonly EditedRound[];
  /** Cells that no round of this week may visit. */
  readonly forbidden: readonly Cell[];
}

/** A stop by its round and cell. */
export interface StopPlace {
  readonly round: string;
  readonly cell: Cell;
}

/** A stop that a person chose: it is to stay, so it is pinned. */
export function chosenStop(cell: Cell, id: string, minutes: Minutes = VISIT_MINUTES): EditedStop {
  return { id, cell, minutes, pinned: true };
}

/** Puts a stop into a round, last where no place is named. A cell that is already there, or forbidden, is not. */
export function withStop(week: EditedWeek, round: string, added: EditedStop, at = Infinity): EditedWeek {
  if (week.forbidden.includes(added.cell)) return week;
  return changedRound(week, round, (stops) =>
    stops.some(({ cell }) => cell === added.cell) ? stops : inserted(stops, added, at),
  );
}

/** Takes a stop out. */
export function withoutStop(week: EditedWeek, { round, cell }: StopPlace): EditedWeek {
  return changedRound(week, round, (stops) => without(stops, cell));
}

/**
 * Moves a stop to a place of its own round or of another one. Where a person put it, it is to stay: it is pinned.
 * A round that already holds the cell keeps its own stop, and the moved one joins it.
 */
export function withMovedStop(week: EditedWeek, from: StopPlace, to: string, at = Infinity): EditedWeek {
  const moved = stopOf(week, from);
  if (!moved || !roundOf(week, to)) return week;
  const pinned = { ...moved, pinned: true };
  if (from.round === to) {
    return changedRound(week, to, (stops) => {
      const next = inserted(without(stops, from.cell), pinned, at);
      return next.every((stop, index) => stop.cell === stops[index]?.cell) ? stops : next;
    });
  }
  const left = withoutStop(week, from);
  return changedRound(left, to, (stops) =>
    stops.some(({ cell }) => cell === from.cell)
      ? stops.map((stop) => (stop.cell === from.cell ? { ...stop, pinned: true } : stop))
      : inserted(stops, pinned, at),
  );
}

/** Pins a stop, or lets it go where the proposal likes. */
export function withPin(week: EditedWeek, { round, cell }: StopPlace, pinned: boolean): EditedWeek {
  return changedStop(week, { round, cell }, (stop) => (stop.pinned === pinned ? stop : { ...stop, pinned }));
}

/** Another length of a visit. */
export function withStopMinutes(week: EditedWeek, place: StopPlace, minutes: Minutes): EditedWeek {
  return changedStop(week, place, (stop) => (stop.minutes === minutes ? stop : { ...stop, minutes }));
}

/** Forbids a cell for the week: every round loses it. */
export function withForbidden(week: EditedWeek, cell: Cell): EditedWeek {
  if (week.forbidden.includes(cell)) return week;
  const rounds = week.rounds.map((each) => ({ ...each, stops: without(each.stops, cell) }));
  return { rounds, forbidden: [...week.forbidden, cell] };
}

/** Allows a cell again. What it was taken out of does not come back by itself: *undo* does that. */
export function withAllowed(week: EditedWeek, cell: Cell): EditedWeek {
  if (!week.forbidden.includes(cell)) return week;
  return { ...week, forbidden: week.forbidden.filter((each) => each !== cell) };
}

/** A further round. */
export function withRound(week: EditedWeek, added: EditedRound): EditedWeek {
  return roundOf(week, added.round.id) ? week : { ...week, rounds: [...week.rounds, added] };
}

/** A round less. */
export function withoutRound(week: EditedWeek, id: string): EditedWeek {
  if (!roundOf(week, id)) return week;
  return { ...week, rounds: week.rounds.filter(({ round }) => round.id !== id) };
}

/** A round with another frame (day, slot, team, mode, minutes …) or other people. */
export function withRoundChange(
  week: EditedWeek,
  id: string,
  change: Partial<Pick<EditedRound, "lead" | "partners" | "sector">> & { readonly round?: Partial<Round> },
): EditedWeek {
  return mapped(week, id, (each) => {
    const round = altered(each.round, change.round ?? {});
    return altered(each, { ...change, round });
  });
}

/** Stops of several rounds at once, as a proposal gives them; rounds that it does not name keep theirs. */
export function withStopsOf(
  week: EditedWeek,
  proposed: ReadonlyMap<string, readonly EditedStop[]>,
): EditedWeek {
  const rounds = week.rounds.map((each) => {
    const stops = proposed.get(each.round.id);
    return stops && !sameStops(stops, each.stops) ? { ...each, stops } : each;
  });
  return rounds.every((each, at) => each === week.rounds[at]) ? week : { ...week, rounds };
}

/** The round of an id, or undefined. */
export function roundOf(week: EditedWeek, id: string): EditedRound | undefined {
  return week.rounds.find(({ round }) => round.id === id);
}

/** Times of a round as it stands. */
export function timesOf({ round, stops }: EditedRound): Itinerary {
  return itineraryOf(round, stops);
}

function stopOf(week: EditedWeek, { round, cell }: StopPlace): EditedStop | undefined {
  return roundOf(week, round)?.stops.find((stop) => stop.cell === cell);
}

/** The same object where nothing of it changes. */
function altered<Whole extends object>(whole: Whole, change: Partial<Whole>): Whole {
  const next = { ...whole, ...change };
  const keys = Object.keys(change) as (keyof Whole)[];
  return keys.every((key) => next[key] === whole[key]) ? whole : next;
}

function sameStops(some: readonly EditedStop[], others: readonly EditedStop[]): boolean {
  const same = (one: EditedStop, other: EditedStop | undefined) =>
    one.cell === other?.cell && one.minutes === other.minutes && one.pinned === other.pinned;
  return some.length === others.length && some.every((stop, at) => same(stop, others[at]));
}

function inserted(stops: readonly EditedStop[], stop: EditedStop, at: number): EditedStop[] {
  const place = Math.min(Math.max(0, at), stops.length);
  return [...stops.slice(0, place), stop, ...stops.slice(place)];
}

function without(stops: readonly EditedStop[], cell: Cell): readonly EditedStop[] {
  return stops.some((stop) => stop.cell === cell) ? stops.filter((stop) => stop.cell !== cell) : stops;
}

function changedStop(
  week: EditedWeek,
  { round, cell }: StopPlace,
  change: (stop: EditedStop) => EditedStop,
): EditedWeek {
  return changedRound(week, round, (stops) => {
    const next = stops.map((stop) => (stop.cell === cell ? change(stop) : stop));
    return next.every((stop, at) => stop === stops[at]) ? stops : next;
  });
}

function changedRound(
  week: EditedWeek,
  id: string,
  change: (stops: readonly EditedStop[]) => readonly EditedStop[],
): EditedWeek {
  return mapped(week, id, (each) => {
    const stops = change(each.stops);
    return stops === each.stops ? each : { ...each, stops };
  });
}

function mapped(week: EditedWeek, id: string, change: (round: EditedRound) => EditedRound): EditedWeek {
  const rounds = week.rounds.map((each) => (each.round.id === id ? change(each) : each));
  return rounds.every((each, at) => each === week.rounds[at]) ? week : { ...week, rounds };
}
