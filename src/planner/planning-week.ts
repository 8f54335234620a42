/** From the calendar to the optimiser and back: pure, so that what is planned is what was seen. */
import type { Cell } from "../domain/grid.ts";
import { type RankedCell, rankCells } from "../domain/ranking.ts";
import type { Round } from "../domain/round.ts";
import { daysBetween, type ServiceDate, SLOTS, type Slot } from "../domain/slot.ts";
import {
  isOpenPlan,
  plannedRoundOf,
  type RoundWeek,
  type Stop,
  type WeekRound,
} from "../domain/week-rounds.ts";
import type { KnownSector } from "../domain/working-memory.ts";
import type { Placement, Week, WeekCell, WeekPlan } from "./week.ts";

/** What a lead has before them when they ask for a proposal. */
export interface Planning {
  readonly week: Pick<RoundWeek, "team" | "rounds" | "forbidden" | "carried">;
  /** Sectors to plan, opened or not: only their cells are proposed. */
  readonly sectors: readonly KnownSector[];
  /** Class of the newest lead window (1–5) by cell: it stands in where a sector was not opened. */
  readonly heat?: ReadonlyMap<Cell, number>;
  /** The service clock's day: rounds before it are left alone. */
  readonly today: ServiceDate;
  /** Rounds to plan, by id; absent: all that may change. */
  readonly only?: ReadonlySet<string>;
  /** Exploration share by sector, 0–1, where the lead wants another than the sector's. */
  readonly explore?: Readonly<Record<string, number>>;
}

/** Why a round of the own team is not planned. */
export type LeftAlone = {
  readonly round: string;
  /** `begun`: it runs, is done or cancelled; `beyond`: later than the memory may be used for. */
  readonly why: "begun" | "past" | "beyond" | "no_ends" | "not_asked";
};

/** A week for the optimiser (it can be posted to the worker), and the rounds that stay as they are. */
export interface PlanningWeek {
  readonly week: Omit<Week, "travel">;
  readonly leftAlone: readonly LeftAlone[];
}

/**
 * Puts a calendar's week before the optimiser. Pinned stops stay where they are, also in cells of no opened sector;
 * other stops of the rounds to plan are up for change. Cells that rounds left alone stop in are not offered again.
 */
export function planningWeek(planning: Planning): PlanningWeek {
  const { week, sectors, heat } = planning;
  const own = week.rounds.filter(({ team }) => team === week.team);
  const looked = own.map((round) => ({ round, why: whyLeft(planning, round) }));
  const replanned = looked.flatMap(({ round, why }) => (why ? [] : [round]));
  const kept = looked.filter(({ why }) => why).map(({ round }) => round);
  const taken = new Set(kept.filter(goesOut).flatMap((round) => (round.stops ?? []).map(({ cell }) => cell)));
  const pinned = replanned.flatMap((round) =>
    (round.stops ?? []).filter((stop) => stop.pinned).map((stop) => ({ round: round.id, stop })),
  );
  const cells = weekCells(
    rankCells(sectors, heat, daysAheadOf(replanned, planning.today)),
    pinned.map(({ stop }) => stop),
    taken,
  );
  return {
    week: {
      cells,
      rounds: replanned.flatMap((round): Round[] => {
        const planned = plannedRoundOf(round);
        return planned ? [planned] : [];
      }),
      pins: pinned.map(({ round, stop }): Placement => ({ round, cell: stop.cell })),
      ...forbiddenOf(week.forbidden),
      carried: week.carried.filter((cell) => !taken.has(cell)),
      explore: {
        ...Object.fromEntries(sectors.map(({ sector, explore }) => [sector, explore])),
        ...planning.explore,
      },
    },
    leftAlone: looked.flatMap(({ round, why }) => (why ? [{ round: round.id, why }] : [])),
  };
}

function whyLeft({ sectors, today, only }: Planning, round: WeekRound): LeftAlone["why"] | null {
  if (!isOpenPlan(round)) return "begun";
  if (round.date < today) return "past";
  if (sectors.some(({ until }) => round.date > until)) return "beyond";
  if (only && !only.has(round.id)) return "not_asked";
  return plannedRoundOf(round) ? null : "no_ends";
}

/** Days from today to the rounds of each slot, on average: what was seen yesterday is old again by Friday. */
function daysAheadOf(
  rounds: readonly WeekRound[],
  today: ServiceDate,
): Readonly<Partial<Record<Slot, number>>> {
  const slots = SLOTS.map((slot) => {
    const days = rounds.filter((round) => round.slot === slot).map(({ date }) => daysBetween(today, date));
    return [slot, days.reduce((sum, each) => sum + each, 0) / Math.max(1, days.length)] as const;
  });
  return Object.fromEntries(slots);
}

/** False for rounds that nobody makes: their stops are free. */
function goesOut({ status }: WeekRound): boolean {
  return status !== "cancelled" && status !== "rejected";
}

function weekCells(
  ranked: readonly RankedCell[],
  pinned: readonly Stop[],
  taken: ReadonlySet<Cell>,
): readonly WeekCell[] {
  const pins = new Map(pinned.map((stop) => [stop.cell, stop]));
  const byCell = new Map<Cell, RankedCell[]>();
  for (const each of ranked) {
    const { cell } = each.facts;
    if (!taken.has(cell) || pins.has(cell)) byCell.set(cell, [...(byCell.get(cell) ?? []), each]);
  }
  const known = [...byCell].map(([cell, slots]) => weekCell(cell, slots, pins.get(cell)));
  const unknown = [...pins.values()]
    .filter(({ cell }) => !byCell.has(cell))
    .map(({ cell, minutes }): WeekCell => ({ cell, sector: null, priority: {}, never: [], minutes }));
  return [...known, ...unknown].sort((a, b) => a.cell - b.cell);
}

function weekCell(cell: Cell, slots: readonly RankedCell[], pin: Stop | undefined): WeekCell {
  const priority: Partial<Record<Slot, number>> = {};
  // Best first: a cell of two opened sectors counts with the more urgent one.
  for (const each of slots) priority[each.facts.slot] ??= each.priority.score;
  return {
    ...{ cell, sector: slots[0]?.sector ?? null, priority },
    never: slots.filter(({ facts }) => facts.daysSinceVisit === null).map(({ facts }) => facts.slot),
    ...(pin && { minutes: pin.minutes }),
  };
}

function forbiddenOf(forbidden: RoundWeek["forbidden"]): Pick<Week, "forbidden" | "forbiddenIn"> {
  return {
    forbidden: forbidden.flatMap(({ cell, round }) => (round === null ? [cell] : [])),
    forbiddenIn: forbidden.flatMap(({ cell, round }) => (round === null ? [] : [{ round, cell }])),
  };
}

/**
 * The stops that a plan proposes, by round, for the calendar to take over. A stop that stays in the week keeps its
 * id, so that what it is for (an alert, a site: the server knows) goes with it; others get `newId()`.
 */
export function proposedStops(
  rounds: readonly WeekRound[],
  plan: Pick<WeekPlan, "rounds">,
  newId: () => string,
): ReadonlyMap<string, readonly Stop[]> {
  const planned = new Set(plan.rounds.map(({ round }) => round));
  const free = rounds
    .filter(({ id }) => planned.has(id))
    .flatMap(({ id, stops }) => (stops ?? []).map((stop) => ({ id, stop })));
  const take = (round: string, cell: Cell): Stop | undefined => {
    const here = free.findIndex(({ id, stop }) => id === round && stop.cell === cell);
    const at = here >= 0 ? here : free.findIndex(({ stop }) => stop.cell === cell && !stop.pinned);
    return at < 0 ? undefined : free.splice(at, 1)[0]?.stop;
  };
  return new Map(
    plan.rounds.map(({ round, stops }) => [
      round,
      stops.map(({ cell, pinned, minutes }): Stop => {
        const known = take(round, cell);
        return { id: known?.id ?? newId(), cell, pinned, minutes, kind: null };
      }),
    ]),
  );
}
