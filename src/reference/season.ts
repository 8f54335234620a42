import { type Cell, coarsen, SIZES_KM, type SizeKm } from "../domain/grid.ts";
import { type Random, randomFrom } from "../domain/random.ts";
import type { Tier } from "../domain/release.ts";
import { addDays } from "../domain/slot.ts";
import { CELLS, EDGE_KM, type Volume } from "./city.ts";
import { LEARNED_WEEKS, type Meeting, type Simulation, simulate, WEEKS } from "./encounters.ts";
import { NOISE_BOUND } from "./noise.ts";
import { type CountedSquare, type Leaf, splitOf, squareKey } from "./partition.ts";
import type { Place } from "./place.ts";
import { DESIGN, type Rules, THRESHOLDS, WINDOW_DAYS } from "./rules.ts";
import type { Contribution } from "./tally.ts";

/** Week 0 begins here: week 52 begins a window of 4 and of 13 weeks. */
const FIRST_DAY = "2024-01-01";
const SOUTH_WEST = 28_883_760;
const ORGANISATION = "5ec2e700-0000-4000-8000-000000000001";
const TEAM = "5ec2e700-0000-4000-8000-000000000002";
/** Noise of learned squares: P(k) = (1 − α) / (1 + α) · α^|k|. */
export const PARTITION_ALPHA = 3 / 4;
/** A year's count stands for one educator window: n · 4 / 52 ≥ T, in whole numbers n · 4 ≥ 52 T. */
export const PARTITION_SCALE = 4;
export const PARTITION_THRESHOLD = LEARNED_WEEKS * (THRESHOLDS.educator.k0 + NOISE_BOUND);

/** The grid's name of a cell of the city. */
function gridCell(cell: number): Cell {
  return (SOUTH_WEST + 10_000 * Math.floor(cell / EDGE_KM) + (cell % EDGE_KM)) as Cell;
}

/** A leaf in a published window: who was met there, and whether it was visited enough. */
export interface LeafWindow {
  readonly place: Place;
  readonly people: readonly Contribution[];
  readonly visitsSuffice: boolean;
}

/** A city with its learned season. */
export interface Season {
  readonly rules: Rules;
  readonly simulation: Simulation;
  readonly leaves: readonly Leaf[];
  /** True counts of the learned weeks in every square, by `squareKey`, times PARTITION_SCALE. */
  readonly counts: ReadonlyMap<string, CountedSquare>;
  /** The same with the noise of this season's partition. */
  readonly noisy: ReadonlyMap<string, CountedSquare>;
}

/** Draws a city and the season that is learned from its first 52 weeks by a policy. */
export function drawSeason(volume: Volume, seed: number, rules: Rules = DESIGN): Season {
  return learnSeason(simulate(volume, seed), rules);
}

/** The season that a policy learns from a city's first 52 weeks; the same noise whatever the policy. */
export function learnSeason(simulation: Simulation, rules: Rules): Season {
  const { volume, seed } = simulation.city;
  const scale = rules.days.educator / 7;
  const threshold = LEARNED_WEEKS * (rules.thresholds.educator.k0 + NOISE_BOUND);
  const random = randomFrom(`season ${volume} ${seed}`);
  const learned = simulation.meetings.filter((each) => each.day < 7 * LEARNED_WEEKS);
  const counts = countSquares(learned, rules, scale);
  const noisy = new Map([...counts].map(([key, each]) => [key, withNoise(random, each, scale)]));
  const roots = [...noisy.values()].filter((each) => each.sizeKm === 8);
  const leaves = roots.flatMap((root) => splitOf(root, noisy, threshold));
  return {
    rules,
    simulation,
    leaves: leaves.map((leaf) => [...leaf].sort(([a], [b]) => a - b)),
    counts,
    noisy,
  };
}

function countSquares(
  meetings: readonly Meeting[],
  { finestKm: finest, everyContact }: Rules,
  scale: number,
): Map<string, CountedSquare> {
  const counts = new Map<string, CountedSquare>();
  const add = (cell: number, sizeKm: SizeKm, count: number) => {
    const square = coarsen(gridCell(cell), sizeKm);
    const before = counts.get(squareKey(square, sizeKm))?.count ?? 0;
    counts.set(squareKey(square, sizeKm), { square, sizeKm, count: before + count, finest });
  };
  for (const sizeKm of SIZES_KM) {
    for (let cell = 0; cell < CELLS; cell++) add(cell, sizeKm, 0);
    for (const each of meetings) if (everyContact || !each.seenRecently) add(each.cell, sizeKm, scale);
  }
  return counts;
}

function withNoise(random: Random, each: CountedSquare, scale: number): CountedSquare {
  return { ...each, count: each.count + scale * geometric(random) };
}

/** The difference of two geometric variables is the two-sided one. */
function geometric(random: Random): number {
  const one = () => Math.floor(Math.log(1 - random.next()) / Math.log(PARTITION_ALPHA));
  return one() - one();
}

/** First days (from the beginning) of a tier's windows that begin after the learned weeks and are over. */
export function windowsOf(tier: Tier, days = WINDOW_DAYS[tier]): number[] {
  const count = Math.floor((7 * (WEEKS - LEARNED_WEEKS)) / days);
  return Array.from({ length: count }, (_, nth) => 7 * LEARNED_WEEKS + nth * days);
}

/** Leaf (by place in the season's list) of each cell of the city. */
export function leafOfCells({ leaves }: Season): number[] {
  return Array.from({ length: CELLS }, (_, cell) =>
    leaves.findIndex((leaf) =>
      leaf.some(([square, sizeKm]) => coarsen(gridCell(cell), sizeKm as SizeKm) === square),
    ),
  );
}

/**
 * Every leaf of a season in one window, in the order of the leaves.
 *
 * @param keyOf record key of an encounter's youth, by the encounter's name
 */
export function leafWindows(
  season: Season,
  tier: Tier,
  firstDay: number,
  keyOf: (encounter: string) => number,
): LeafWindow[] {
  const { rules, simulation } = season;
  const { meetings } = simulation;
  const leafOf = leafOfCells(season);
  const inside = season.leaves.map((): Meeting[] => []);
  for (const each of meetings) {
    if (each.day < firstDay || each.day >= firstDay + rules.days[tier]) continue;
    inside[leafOf[each.cell] ?? -1]?.push(each);
  }
  return season.leaves.map((squares, leaf) => {
    const own = inside[leaf] ?? [];
    return {
      place: {
        organisation: ORGANISATION,
        tier,
        team: tier === "educator" ? TEAM : null,
        startsOn: addDays(FIRST_DAY, firstDay),
        squares,
      },
      people: own
        .filter((each) => rules.everyContact || !each.seenRecently)
        .map((each) => contributionOf(season, each, keyOf)),
      // Every meeting is a visit of its own.
      visitsSuffice: new Set(own.map((each) => each.day)).size >= 3,
    };
  });
}

/** Which youth of the simulation an encounter was with. */
export function youthOf(encounter: string): string {
  return encounter.split(" ")[2] ?? "";
}

function contributionOf(
  { simulation: { city } }: Season,
  meeting: Meeting,
  keyOf: (encounter: string) => number,
): Contribution {
  const { day, youth, recorder, placeKind, ageBand, gender } = meeting;
  const encounter = `${city.volume} ${city.seed} ${youth} ${day} ${meeting.cell}`;
  const key = keyOf(encounter);
  return { recorder: String(recorder), encounter, recordKey: key, placeKind, ageBand, gender };
}
