import { CLASS_BOUNDS, type Tier } from "../domain/release.ts";
import { CELLS } from "./city.ts";
import { type LeafWindow, leafOfCells, type Season } from "./season.ts";

/** A value for every cell of the city. */
export type CityMap = readonly number[];

/** Contributions of a window by cell: the map that nobody may see. */
export function rawMap({ simulation, rules }: Season, tier: Tier, firstDay: number): CityMap {
  const map = new Array<number>(CELLS).fill(0);
  for (const { day, cell, seenRecently } of simulation.meetings) {
    const counts = rules.everyContact || !seenRecently;
    if (!counts || day < firstDay || day >= firstDay + rules.days[tier]) continue;
    map[cell] = (map[cell] ?? 0) + 1;
  }
  return map;
}

/** A map of what each leaf's class stands for at least, spread evenly over its cells; and the share of contributions shown. */
export function mapOf(
  season: Season,
  tier: Tier,
  leaves: readonly LeafWindow[],
  classes: readonly number[],
): { map: CityMap; shownShare: number } {
  const values = classes.map((reached) => (reached === 0 ? 0 : (CLASS_BOUNDS[tier][reached - 1] ?? 0)));
  const cells = leaves.map(({ place }) =>
    place.squares.reduce((sum, [, sizeKm]) => sum + sizeKm * sizeKm, 0),
  );
  const map = leafOfCells(season).map((leaf) => (values[leaf] ?? 0) / (cells[leaf] ?? 1));
  const all = leaves.reduce((sum, { people }) => sum + people.length, 0);
  const shown = leaves.reduce((sum, { people }, at) => sum + (values[at] === 0 ? 0 : people.length), 0);
  return { map, shownShare: shown / all };
}

/** How likely each cell is among the top so many, ties broken by chance. */
function topShares(map: CityMap, count: number): number[] {
  const last = [...map].sort((a, b) => b - a)[count - 1] ?? 0;
  const above = map.filter((value) => value > last).length;
  const tied = map.filter((value) => value === last).length;
  return map.map((value) => {
    if (value > last) return 1;
    return value === last ? (count - above) / tied : 0;
  });
}

/** Expected share of the truth's top cells that are among a map's top cells. */
export function recall(map: CityMap, truth: CityMap, count = 20): number {
  const wanted = topShares(truth, count);
  return topShares(map, count).reduce((sum, share, cell) => sum + share * (wanted[cell] ?? 0), 0) / count;
}

/** Share of all that happens which happens in a map's top cells. */
export function caught(map: CityMap, truth: CityMap, count = 20): number {
  const all = truth.reduce((sum, value) => sum + value, 0);
  return topShares(map, count).reduce((sum, share, cell) => sum + share * (truth[cell] ?? 0), 0) / all;
}
