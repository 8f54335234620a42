/**
 * What a lead does to a week, as pure operations: each gives the week after it, or the very same week where there
 * is nothing to do, so that a history holds true steps alone.
 */
import type { Cell } from "./grid.ts";
import { type Itinerary, itineraryOf } from "./itinerary.ts";
import { type Minutes, VISIT_MINUTES } from "./round.ts";
import { type ForbiddenCell, plannedRoundOf, type Stop, type WeekRound } from "./week-rounds.ts";

/** What a lead edits: rounds with their stops, and where no round may go. A cell stands in a round once. */
export interface EditedWeek {
  readonly rounds: readonly WeekRound[];
  readonly forbidden: readonly ForbiddenCell[];
}

/** A stop by its round and cell. */
export interface StopPlace {
  readonly round: string;
  readonly cell: Cell;
}

/** A stop that a person chose: it is to stay, so it is pinned. `id` is made on the device. */
export function chosenStop(cell: Cell, id: string, minutes: Minutes = VISIT_MINUTES): Stop {
  return { id, cell, minutes, pinned: true, kind: null };
}

/** Puts a stop into a round, last where no place is named; not where its cell is already, or may not be. */
export function withStop(week: EditedWeek, round: string, added: Stop, at = Infinity): EditedWeek {
  if (isForbidden(week, { round, cell: added.cell })) return week;
  return changedStops(week, round, (stops) =>
    stops.some(({ cell }) => cell === added.cell) ? stops : inserted(stops, added, at),
  );
}

/** Takes a stop out. */
export function withoutStop(week: EditedWeek, { round, cell }: StopPlace): EditedWeek {
  return changedStops(week, round, (stops) => without(stops, cell));
}

/**
 * An area's joining a round taken back, whatever was done after it; a round that was begun for it goes too, unless
 * something else has joined it.
 */
export function withoutAdded(week: EditedWeek, place: StopPlace, wasBegun: boolean): EditedWeek {
  const left = withoutStop(week, place);
  const isEmpty = left !== week && roundOf(left, place.round)?.stops?.length === 0;
  return wasBegun && isEmpty ? withoutRound(left, place.round) : left;
}

/**
 * Moves a stop to a place of its own round or of another one. Where a person put it, it is to stay: it is pinned.
 * A round that already holds the cell keeps its own stop, and the moved one joins it.
 */
export function withMovedStop(week: EditedWeek, from: StopPlace, to: string, at = Infinity): EditedWeek {
  const moved = stopOf(week, from);
  if (!moved || !roundOf(week, to)?.stops || isForbidden(week, { round: to, cell: from.cell })) return week;
  const pinned = { ...moved, pinned: true };
  if (from.round === to) {
    return changedStops(week, to, (stops) => {
      const next = inserted(without(stops, from.cell), pinned, at);
      return next.every((stop, index) => stop.cell === stops[index]?.cell) ? stops : next;
    });
  }
  const left = withoutStop(week, from);
  return changedStops(left, to, (stops) =>
    stops.some(({ cell }) => cell === from.cell)
      ? stops.map((stop) => (stop.cell === from.cell ? { ...stop, pinned: true } : stop))
      : inserted(stops, pinned, at),
  );
}

/** Pins a stop, or lets it go where the proposal likes. */
export function withPin(week: EditedWeek, { round, cell }: StopPlace, pinned: boolean): EditedWeek {
  return changedStop(week, { round, cell }, (stop) => (stop.pinned === pinned ? stop : { ...stop, pinned }));
}

/** Forbids a cell for the week, or for one round: whoever may not go there any more loses the stop. */
export function withForbidden(week: EditedWeek, forbidden: ForbiddenCell): EditedWeek {
  if (week.forbidden.some((each) => isSame(each, forbidden))) return week;
  const { cell, round } = forbidden;
  const rounds = week.rounds.map((each) =>
    (round === null || each.id === round) && each.stops
      ? { ...each, stops: without(each.stops, cell) }
      : each,
  );
  return { rounds, forbidden: [...week.forbidden, forbidden] };
}

/** Allows a cell again. What it was taken out of does not come back by itself: *undo* does that. */
export function withAllowed(week: EditedWeek, forbidden: ForbiddenCell): EditedWeek {
  const rest = week.forbidden.filter((each) => !isSame(each, forbidden));
  return rest.length === week.forbidden.length ? week : { ...week, forbidden: rest };
}

/** True where a round may not visit a cell. */
export function isForbidden({ forbidden }: EditedWeek, { round, cell }: StopPlace): boolean {
  return forbidden.some((each) => each.cell === cell && (each.round === null || each.round === round));
}

/** A further round. */
export function withRound(week: EditedWeek, added: WeekRound): EditedWeek {
  return roundOf(week, added.id) ? week : { ...week, rounds: [...week.rounds, added] };
}

/** A round less. */
export function withoutRound(week: EditedWeek, id: string): EditedWeek {
  if (!roundOf(week, id)) return week;
  return { ...week, rounds: week.rounds.filter((round) => round.id !== id) };
}

/** A round with other facts: when, where, who, how long. Its stops have operations of their own. */
export function withRoundChange(
  week: EditedWeek,
  id: string,
  change: Partial<Omit<WeekRound, "id" | "stops">>,
): EditedWeek {
  return mapped(week, id, (round) => altered<WeekRound>(round, change));
}

/** Stops of several rounds at once, as a proposal gives them; rounds that it does not name keep theirs. */
export function withStopsOf(week: EditedWeek, proposed: ReadonlyMap<string, readonly Stop[]>): EditedWeek {
  const rounds = week.rounds.map((each) => {
    const stops = proposed.get(each.id);
    return stops && each.stops && !sameStops(stops, each.stops) ? { ...each, stops } : each;
  });
  return rounds.every((each, at) => each === week.rounds[at]) ? week : { ...week, rounds };
}

/** The round of an id, or undefined. */
export function roundOf(week: EditedWeek, id: string): WeekRound | undefined {
  return week.rounds.find((round) => round.id === id);
}

/** Times of a round as it stands; undefined where its start, its end or its stops are not known. */
export function timesOf(round: WeekRound): Itinerary | undefined {
  const planned = plannedRoundOf(round);
  return planned && round.stops ? itineraryOf(planned, round.stops) : undefined;
}

function stopOf(week: EditedWeek, { round, cell }: StopPlace): Stop | undefined {
  return roundOf(week, round)?.stops?.find((stop) => stop.cell === cell);
}

/** The same object where nothing of it changes. */
function altered<Whole extends object>(whole: Whole, change: Partial<Whole>): Whole {
  const next = { ...whole, ...change };
  const keys = Object.keys(change) as (keyof Whole)[];
  return keys.every((key) => next[key] === whole[key]) ? whole : next;
}

function sameStops(some: readonly Stop[], others: readonly Stop[]): boolean {
  const same = (one: Stop, other: Stop | undefined) =>
    one.cell === other?.cell && one.minutes === other.minutes && one.pinned === other.pinned;
  return some.length === others.length && some.every((stop, at) => same(stop, others[at]));
}

function inserted(stops: readonly Stop[], stop: Stop, at: number): Stop[] {
  const place = Math.min(Math.max(0, at), stops.length);
  return [...stops.slice(0, place), stop, ...stops.slice(place)];
}

function without(stops: readonly Stop[], cell: Cell): readonly Stop[] {
  return stops.some((stop) => stop.cell === cell) ? stops.filter((stop) => stop.cell !== cell) : stops;
}

function changedStop(week: EditedWeek, { round, cell }: StopPlace, change: (stop: Stop) => Stop): EditedWeek {
  return changedStops(week, round, (stops) => {
    const next = stops.map((stop) => (stop.cell === cell ? change(stop) : stop));
    return next.every((stop, at) => stop === stops[at]) ? stops : next;
  });
}

function changedStops(
  week: EditedWeek,
  id: string,
  change: (stops: readonly Stop[]) => readonly Stop[],
): EditedWeek {
  return mapped(week, id, (round) => {
    const stops = round.stops && change(round.stops);
    return stops === round.stops ? round : { ...round, stops };
  });
}

function isSame(one: ForbiddenCell, other: ForbiddenCell): boolean {
  return one.cell === other.cell && one.round === other.round;
}

function mapped(week: EditedWeek, id: string, change: (round: WeekRound) => WeekRound): EditedWeek {
  const rounds = week.rounds.map((each) => (each.id === id ? change(each) : each));
  return rounds.every((each, at) => each === week.rounds[at]) ? week : { ...week, rounds };
}
