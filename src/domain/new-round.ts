/** A round that a lead adds, filled with what is usual. Pure. */
import { type Cell, partsOf } from "./grid.ts";
import { type Minutes, SLOT_BEGINS } from "./round.ts";
import type { ServiceDate, Slot } from "./slot.ts";
import type { EditedWeek } from "./week-edit.ts";
import type { WeekRound } from "./week-rounds.ts";

/** A place of the calendar: team × day × slot. */
export interface CalendarPlace {
  readonly team: string;
  readonly date: ServiceDate;
  readonly slot: Slot;
}

/** What a sector tells a new round. */
interface HomeSector {
  readonly id: string;
  readonly team_id: string;
  readonly cells: readonly Cell[];
}

/** Length of a round where nothing else is known. */
const USUAL_MINUTES = 180 as Minutes;
/** When a round leaves after its slot's beginning where nothing else is known: evenings at 20 h, nights at 0 h 30. */
const USUAL_DELAY: Readonly<Record<Slot, number>> = {
  morning: 180,
  afternoon: 120,
  evening: 120,
  night: 30,
};

/**
 * A new draft at a place of the calendar. It begins as the team's other round of that slot does, of this week or
 * `before`, else in the middle of the team's first sector.
 */
export function newRound(
  id: string,
  place: CalendarPlace,
  week: EditedWeek,
  sectors: readonly HomeSector[],
): WeekRound {
  const own = week.rounds.filter(({ team, start }) => team === place.team && start !== null);
  const like = own.find(({ slot }) => slot === place.slot) ?? own.at(-1);
  const sector = sectors.find((each) => each.team_id === place.team);
  const start = sector ? middleOf(sector.cells) : null;
  const delay = like ? like.leavesAt - SLOT_BEGINS[like.slot] : USUAL_DELAY[place.slot];
  return {
    ...{ id, version: 0, ...place, status: "draft", rejectCode: null, template: null, stops: [] },
    ...{ changedBy: null, changedAt: null, lead: null, members: [] },
    sector: like?.sector ?? sector?.id ?? null,
    mode: like?.mode ?? "foot",
    start: like?.start ?? start,
    end: like?.end ?? start,
    minutes: like?.minutes ?? USUAL_MINUTES,
    leavesAt: (SLOT_BEGINS[place.slot] + delay) as Minutes,
    maxStops: like?.maxStops ?? null,
    safety: like?.safety ?? [
      "together",
      "partner_told",
      "return_call",
      "no_photo",
      "no_names",
      "emergency_numbers",
    ],
  };
}

/** The cell of some that lies nearest to the middle of them all; null for none. */
export function middleOf(cells: readonly Cell[]): Cell | null {
  const parts = cells.map(partsOf);
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
  const east = mean(parts.map(({ eKm }) => eKm));
  const north = mean(parts.map(({ nKm }) => nKm));
  const away = (cell: Cell) => Math.hypot(partsOf(cell).eKm - east, partsOf(cell).nKm - north);
  return cells.reduce<Cell | null>(
    (best, cell) => (best === null || away(cell) < away(best) ? cell : best),
    null,
  );
}
