import type { Cell } from "../../src/domain/grid.ts";
import type { Random } from "../../src/domain/random.ts";
import { distanceKm, middleOf, type Point, pointAt, RADIUS_KM, territory } from "./territory.ts";

/** A place where invented youths gather: a Gaussian of `height` and `widthKm` round a point. */
export interface Spot {
  readonly at: Point;
  readonly height: number;
  readonly widthKm: number;
  /** Share of encounters that are at an activity (begging, selling …) rather than wandering. */
  readonly activityShare: number;
  readonly girlShare: number;
  /** How much the evening and night weigh, 0–1. */
  readonly lateShare: number;
  /** Weeks of the demonstration in which it exists: [from, until). */
  readonly from: number;
  readonly until: number;
  /** Nobody has thought of going there. */
  readonly blind: boolean;
}

/**
 * Transport hubs: any outreach team goes to the large stations first, so an invented organisation does too.
 * Their heights are invented; points in km of EPSG:3035.
 */
const HUBS: readonly (readonly [eKm: number, nKm: number, height: number])[] = [
  [3761.2, 2892.2, 2.2],
  [3759, 2891.8, 1.6],
  [3762.2, 2888, 1.7],
  [3758.3, 2888, 1.8],
  [3760.5, 2890.1, 2],
  [3752.9, 2894.3, 1.8],
  [3761.2, 2898.2, 2],
  [3768.4, 2894.3, 1.5],
  [3767.8, 2880.2, 1.6],
  [3763.9, 2888.3, 1.6],
  [3752.3, 2888.6, 1.7],
  [3755.6, 2886, 1.5],
  [3760.8, 2886.6, 1.4],
  [3763.8, 2878.8, 1.3],
];

const RANDOM_SPOTS = 44;
/** Of the random spots: how many nobody visits, how many begin or end on the way. */
const BLIND_SPOTS = 3;
const CHANGING_SPOTS = 4;

/** All spots of the demonstration over so many weeks. */
function spots(random: Random, weeks: number): Spot[] {
  const hubs = HUBS.map(([eKm, nKm, height]) => ({
    ...character(random),
    at: { eKm, nKm },
    height,
    widthKm: 0.65,
    ...{ from: 0, until: weeks, blind: false },
  }));
  return [...hubs, ...Array.from({ length: RANDOM_SPOTS }, (_, at) => randomSpot(random, at, weeks))];
}

/** More and narrower spots than in the reference simulation (privacy.md), of more equal heights: small leaves show. */
function randomSpot(random: Random, at: number, weeks: number): Spot {
  const blind = at < BLIND_SPOTS;
  const changing = !blind && at < BLIND_SPOTS + CHANGING_SPOTS;
  const turn = Math.round(weeks * (0.3 + 0.4 * random.next()));
  const begins = at % 2 === 0;
  return {
    ...character(random),
    at: pointAt(RADIUS_KM * 0.92 * Math.sqrt(random.next()), 2 * Math.PI * random.next()),
    height: blind ? 2 : 0.8 + 1.6 * random.next(),
    widthKm: blind ? 0.8 : 0.4 + 0.3 * random.next(),
    from: changing && begins ? turn : 0,
    until: changing && !begins ? turn : weeks,
    blind,
  };
}

function character(random: Random): Pick<Spot, "activityShare" | "girlShare" | "lateShare"> {
  return {
    activityShare: 0.15 + 0.45 * random.next(),
    girlShare: 0.15 + 0.3 * random.next(),
    lateShare: 0.3 + 0.5 * random.next(),
  };
}

/** Where activity is, week by week, and which cells the teams have never gone to. */
export interface Activity {
  /** Expected relative intensity of a cell in a week. */
  at(cell: Cell, week: number): number;
  /** The spot that dominates a cell. */
  spotOf(cell: Cell): Spot;
  readonly visitable: ReadonlySet<Cell>;
  /** Active cells that no visit of the demonstration reaches. */
  readonly unvisited: readonly Cell[];
}

const BACKGROUND = 0.03;
const BLIND_KM = 1.5;
/** Share of quiet cells that no round ever reached. */
const FORGOTTEN_SHARE = 0.08;

/** Builds the activity of the whole territory. */
export function activity(random: Random, weeks: number): Activity {
  const known = spots(random, weeks);
  const cells = territory();
  const shares = new Map(cells.map((cell) => [cell, known.map((spot) => shareOf(spot, cell))]));
  const blind = cells.filter((cell) =>
    known.some((spot) => spot.blind && distanceKm(spot.at, middleOf(cell)) <= BLIND_KM),
  );
  const hidden = new Set(blind);
  const forgotten = new Set(cells.filter(() => random.chance(FORGOTTEN_SHARE)));
  const at = (cell: Cell, week: number) =>
    (shares.get(cell) ?? []).reduce(
      (sum, share, index) => sum + (isActive(known[index], week) ? share : 0),
      BACKGROUND,
    );
  const isForgotten = (cell: Cell) => forgotten.has(cell) && at(cell, weeks - 1) < 0.3;
  return {
    at,
    spotOf: (cell) => strongest(known, shares.get(cell) ?? []),
    visitable: new Set(cells.filter((cell) => !hidden.has(cell) && !isForgotten(cell))),
    unvisited: blind.filter((cell) => at(cell, weeks - 1) >= 0.3),
  };
}

function isActive(spot: Spot | undefined, week: number): boolean {
  return spot !== undefined && week >= spot.from && week < spot.until;
}

function shareOf(spot: Spot, cell: Cell): number {
  const distance = distanceKm(spot.at, middleOf(cell)) / spot.widthKm;
  return spot.height * Math.exp(-(distance ** 2) / 2);
}

function strongest(known: readonly Spot[], shares: readonly number[]): Spot {
  const best = shares.reduce((top, share, at) => (share > (shares[top] ?? 0) ? at : top), 0);
  const spot = known[best];
  if (!spot) throw new RangeError("no spot");
  return spot;
}
