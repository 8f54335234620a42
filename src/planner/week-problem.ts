import type { Cell } from "../domain/grid.ts";
import { type Minutes, MODES, type Mode, type Round, travelMinutes, VISIT_MINUTES } from "../domain/round.ts";
import type { Problem, Route } from "./problem.ts";
import { EXPLORE_SHARE, type Placement, type Unmet, type Week, type WeekCell } from "./week.ts";

/** A point of the problem: a cell on offer, a pin, or where rounds start and end. */
interface Point {
  readonly cell: Cell;
  readonly facts: WeekCell | null;
  /** The round it is pinned in; null: any. */
  readonly pinnedIn: string | null;
}

/** A week in numbers, with the way back. */
export interface WeekProblem {
  readonly problem: Problem;
  readonly points: readonly Point[];
  readonly sectors: readonly string[];
  /** What cannot be met whatever the plan. */
  readonly unmet: readonly Unmet[];
}

/**
 * Puts a week into numbers. Each pin becomes a point of its own that only its round may visit; a pinned cell is
 * not offered a second time. Forbidden cells are left out, and a pin of one is reported.
 */
export function problemOf(week: Week): WeekProblem {
  const { points, unmet } = pointsOf(week);
  const modes = MODES.filter((mode) => week.rounds.some((round) => round.mode === mode));
  const sectors = [...new Set(points.flatMap(({ facts }) => facts?.sector ?? []))].sort();
  const stops = points.flatMap(({ facts }, at) => (facts ? [at] : []));
  const carried = new Set(week.carried ?? []);
  const ends = new Map(points.flatMap(({ cell, facts }, at) => (facts ? [] : [[cell, at] as const])));
  const problem: Problem = {
    points: points.length,
    stops,
    travels: modes.map((mode) => matrixOf(points, mode, week.travel ?? travelMinutes)),
    service: Float64Array.from(points, ({ facts }) => (facts ? (facts.minutes ?? VISIT_MINUTES) : 0)),
    required: Uint8Array.from(points, ({ cell, facts, pinnedIn }) =>
      facts && (pinnedIn !== null || carried.has(cell)) ? 1 : 0,
    ),
    group: Int32Array.from(points, ({ facts }) => (facts?.sector ? sectors.indexOf(facts.sector) : -1)),
    shares: sectors.map((sector) => ({ share: week.explore?.[sector] ?? EXPLORE_SHARE })),
    routes: week.rounds.map((round) => routeOf(week, round, points, ends, modes.indexOf(round.mode))),
  };
  return { problem, points, sectors, unmet };
}

function pointsOf(week: Week): { points: Point[]; unmet: Unmet[] } {
  const known = new Map(week.cells.map((facts) => [facts.cell, facts]));
  const forbidden = new Set(week.forbidden ?? []);
  const pins = distinct(week.pins ?? []).map((pin) => {
    const facts = known.get(pin.cell);
    return { pin, facts, refused: pinRefused(week, pin, facts, forbidden) };
  });
  const pinned = new Set(pins.map(({ pin }) => pin.cell));
  const offered = [...known.values()].filter(({ cell }) => !pinned.has(cell) && !forbidden.has(cell));
  const lost = [...new Set(week.carried ?? [])].filter(
    (cell) => !pinned.has(cell) && (forbidden.has(cell) || !known.has(cell)),
  );
  const ends = new Set(week.rounds.flatMap(({ start, end }) => [start, end]));
  return {
    points: [
      ...pins.flatMap(({ pin, facts, refused }) =>
        facts && !refused ? [{ cell: pin.cell, facts, pinnedIn: pin.round }] : [],
      ),
      ...offered.map((facts) => ({ cell: facts.cell, facts, pinnedIn: null })),
      ...[...ends].map((cell) => ({ cell, facts: null, pinnedIn: null })),
    ],
    unmet: [
      ...pins.flatMap(({ pin, refused }): Unmet[] => (refused ? [{ kind: refused, ...pin }] : [])),
      ...lost.map((cell): Unmet => ({ kind: "carried", cell })),
    ],
  };
}

function pinRefused(
  week: Week,
  pin: Placement,
  facts: WeekCell | undefined,
  forbidden: ReadonlySet<Cell>,
): "pin_forbidden" | "pin_unknown" | null {
  if (!facts || !week.rounds.some(({ id }) => id === pin.round)) return "pin_unknown";
  return forbidden.has(pin.cell) || isForbiddenIn(week, pin) ? "pin_forbidden" : null;
}

function isForbiddenIn({ forbiddenIn }: Week, { round, cell }: Placement): boolean {
  return (forbiddenIn ?? []).some((other) => other.round === round && other.cell === cell);
}

function distinct(placements: readonly Placement[]): Placement[] {
  return [...new Map(placements.map((each) => [`${each.cell} ${each.round}`, each])).values()];
}

function routeOf(
  week: Week,
  round: Round,
  points: readonly Point[],
  ends: ReadonlyMap<Cell, number>,
  travel: number,
): Route {
  const window = (facts: WeekCell | null, edge: "from" | "to", otherwise: number) =>
    facts?.window ? facts.window[edge] - round.leavesAt : otherwise;
  return {
    start: ends.get(round.start) ?? 0,
    end: ends.get(round.end) ?? 0,
    limit: round.minutes,
    maxStops: round.maxStops ?? Infinity,
    travel,
    scores: Float64Array.from(points, (point) => scoreIn(week, round, point)),
    opens: Float64Array.from(points, ({ facts }) => window(facts, "from", 0)),
    closes: Float64Array.from(points, ({ facts }) => window(facts, "to", Infinity)),
    counts: Uint8Array.from(points, ({ facts }) => (facts?.never.includes(round.slot) ? 1 : 0)),
  };
}

/** Priority of a point in a round's slot; −1 where the round may not or need not stop there. A pin needs none. */
function scoreIn(week: Week, round: Round, { cell, facts, pinnedIn }: Point): number {
  if (!facts) return -1;
  if (pinnedIn !== null) return pinnedIn === round.id ? (facts.priority[round.slot] ?? 0) : -1;
  if (facts.teams && !facts.teams.includes(round.team)) return -1;
  if (isForbiddenIn(week, { round: round.id, cell })) return -1;
  const priority = facts.priority[round.slot] ?? 0;
  return priority > 0 ? priority : -1;
}

function matrixOf(
  points: readonly Point[],
  mode: Mode,
  travel: (from: Cell, to: Cell, mode: Mode) => number,
): Float64Array {
  const matrix = new Float64Array(points.length ** 2);
  points.forEach(({ cell: from }, a) => {
    points.forEach(({ cell: to }, b) => {
      matrix[a * points.length + b] = travel(from, to, mode);
    });
  });
  return matrix;
}

/** A number of minutes, as such. */
export function minutes(value: number): Minutes {
  return value as Minutes;
}
