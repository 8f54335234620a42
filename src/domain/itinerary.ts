/** What a round takes when its stops are made in their order: a pure function, so that it is told at once. */
import type { Cell } from "./grid.ts";
import { type Minutes, type Round, travelMinutes } from "./round.ts";

/** A place to go and how long to stay. */
export interface Stay {
  readonly cell: Cell;
  readonly minutes: Minutes;
  /** When the visit may begin, in minutes after midnight of the service date, as `Round.leavesAt` counts. */
  readonly window?: { readonly from: Minutes; readonly to: Minutes };
}

/** A stop with its times. `begins` is counted from the moment the round leaves. */
export interface Leg {
  readonly cell: Cell;
  readonly travel: Minutes;
  readonly begins: Minutes;
  readonly minutes: Minutes;
}

export interface Itinerary {
  readonly legs: readonly Leg[];
  /** Minutes from the last stop to the round's end. */
  readonly back: Minutes;
  readonly travel: Minutes;
  /** From leaving the start to reaching the end; 0 without a stop, for nobody leaves then. */
  readonly total: Minutes;
}

type Way = Pick<Round, "start" | "end" | "mode" | "leavesAt">;

/** The times of a round whose stops are made in this order; an early arrival waits for the stop's window. */
export function itineraryOf(round: Way, stays: readonly Stay[], travel = travelMinutes): Itinerary {
  if (stays.length === 0) return { legs: [], back: minutes(0), travel: minutes(0), total: minutes(0) };
  let at = round.start;
  let clock = 0;
  let travelled = 0;
  const legs = stays.map((stay): Leg => {
    const way = travel(at, stay.cell, round.mode);
    const opens = stay.window ? stay.window.from - round.leavesAt : 0;
    const begins = Math.max(clock + way, opens);
    at = stay.cell;
    clock = begins + stay.minutes;
    travelled += way;
    return { cell: stay.cell, travel: way, begins: minutes(begins), minutes: stay.minutes };
  });
  const back = travel(at, round.end, round.mode);
  return { legs, back, travel: minutes(travelled + back), total: minutes(clock + back) };
}

function minutes(value: number): Minutes {
  return value as Minutes;
}
