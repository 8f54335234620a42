/** Rounds in the words of the calendar: who goes when, how, from where, and how long it takes to get about. */
import { type Cell, partsOf } from "./grid.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** How a team gets about. */
export const MODES = ["foot", "transit", "vehicle"] as const;
export type Mode = (typeof MODES)[number];

export type Minutes = number & { readonly unit: "min" };

/** A round to be filled with stops. */
export interface Round {
  readonly id: string;
  readonly team: string;
  readonly date: ServiceDate;
  readonly slot: Slot;
  readonly mode: Mode;
  readonly start: Cell;
  readonly end: Cell;
  /** Time between leaving the start and reaching the end. */
  readonly minutes: Minutes;
  /** Minutes after midnight of the service date at which it leaves, on the wall clock; a night round's exceed 24 h. */
  readonly leavesAt: Minutes;
  /** Greatest number of stops, where the team has one. */
  readonly maxStops?: number;
}

/** Minutes of a visit where nothing else is said. */
export const VISIT_MINUTES = 25 as Minutes;

/** Streets are longer than the straight line by about this. */
const DETOUR = 1.3;
const KM_PER_HOUR: Readonly<Record<Mode, number>> = { foot: 4.5, transit: 15, vehicle: 20 };
/** Minutes for waiting and walking to a stop of public transport, or for parking. */
const OVERHEAD_MINUTES: Readonly<Record<Mode, number>> = { foot: 0, transit: 8, vehicle: 5 };

/** When a slot begins, in minutes after midnight of its service date: a night belongs to the evening before. */
export const SLOT_BEGINS: Readonly<Record<Slot, Minutes>> = {
  morning: 360 as Minutes,
  afternoon: 720 as Minutes,
  evening: 1080 as Minutes,
  night: 1440 as Minutes,
};

/**
 * Minutes from one cell to another: the straight line between their centres × 1.3 ÷ the mode's speed, plus its
 * overhead; 0 within a cell (planning.md, "Rounds").
 */
export function travelMinutes(from: Cell, to: Cell, mode: Mode): Minutes {
  if (from === to) return 0 as Minutes;
  const [a, b] = [partsOf(from), partsOf(to)];
  const km = Math.hypot(a.eKm - b.eKm, a.nKm - b.nKm);
  return ((km * DETOUR * 60) / KM_PER_HOUR[mode] + OVERHEAD_MINUTES[mode]) as Minutes;
}
