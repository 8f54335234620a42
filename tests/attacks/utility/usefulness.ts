import type { Tier } from "../../../src/domain/release.ts";
import { earthMover } from "../../../src/reference/earth-mover.ts";
import { caught, rawMap, recall } from "../../../src/reference/maps.ts";
import { drawSeason, windowsOf } from "../../../src/reference/season.ts";
import { mean } from "../../../src/reference/targets.ts";
import type { Context } from "../attack.ts";
import { releasedMap } from "./released-map.ts";

/** One floor (or, for the distance, ceiling) of usefulness. */
export interface Usefulness {
  readonly name: string;
  readonly measure: number;
  readonly floor?: number;
  readonly ceiling?: number;
  readonly pass: boolean;
}

/** Cities of the middle volume over which usefulness is averaged; one city is good or bad luck. */
const CITIES = { full: 30, reduced: 10 };

interface Measured {
  readonly released: number;
  readonly raw: number;
  readonly caughtReleased: number;
  readonly caughtRaw: number;
  readonly shownShare: number;
  readonly distanceKm: number;
}

/** The first window after the learned weeks, while all youths still come and go, against the window after it. */
function measureCity(tier: Tier, seed: number): Measured {
  const season = drawSeason("middle", seed);
  const [now = 0, next = 0] = windowsOf(tier);
  const raw = rawMap(season, tier, now);
  const truth = rawMap(season, tier, next);
  const { map, shownShare } = releasedMap(season, tier, now);
  return {
    released: recall(map, truth),
    raw: recall(raw, truth),
    caughtReleased: caught(map, truth),
    caughtRaw: caught(raw, truth),
    shownShare,
    distanceKm: earthMover(map, raw),
  };
}

/** Usefulness of released maps for planning, against the raw map that nobody may see (privacy.md, last paragraphs). */
export function usefulness({ full, say }: Context): Usefulness[] {
  return (["educator", "lead"] as const).flatMap((tier) => {
    say(`usefulness: ${tier}`);
    const cities = Array.from({ length: full ? CITIES.full : CITIES.reduced }, (_, nth) =>
      measureCity(tier, nth + 1),
    );
    const of = (key: keyof Measured) => mean(cities.map((each) => each[key]));
    return [
      atLeast(
        `${tier}: recall of the next window's top 20 cells, of the raw map's`,
        of("released") / of("raw"),
        0.75,
      ),
      atLeast(`${tier}: contributions in shown leaves`, of("shownShare"), 0.85),
      atMost(`${tier}: earth mover's distance to the raw map, km`, of("distanceKm"), 1),
      // The same recall by what happens in the cells: a missed cell with one meeting weighs less than one with nine.
      atLeast(`${tier}: the same by contributions`, of("caughtReleased") / of("caughtRaw"), 0.75),
    ];
  });
}

function atLeast(name: string, measure: number, floor: number): Usefulness {
  return { name, measure, floor, pass: measure >= floor };
}

function atMost(name: string, measure: number, ceiling: number): Usefulness {
  return { name, measure, ceiling, pass: measure <= ceiling };
}
