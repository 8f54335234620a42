import type { Tier } from "../../../src/domain/release.ts";
import { earthMover } from "../../../src/reference/earth-mover.ts";
import { caught, rawMap, recall } from "../../../src/reference/maps.ts";
import { drawSeason, windowsOf } from "../../../src/reference/season.ts";
import { mean } from "../../../src/reference/targets.ts";
import type { Context } from "../attack.ts";
import { releasedMap } from "./released-map.ts";

/** One figure of usefulness, with its floor (or, for the distance, ceiling) where it has one. */
export interface Usefulness {
  /** Tier and figure, for whoever has words of their own. */
  readonly id: string;
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
    // Both readings of the floor bear it: cell by cell, as privacy.md words it, and by what happens in the cells, where
    // a missed cell with one meeting weighs less than one with nine (decision 0018).
    return [
      figure(tier, "caught", of("caughtReleased") / of("caughtRaw"), { floor: 0.75 }),
      figure(tier, "cells", of("released") / of("raw"), { floor: 0.75 }),
      figure(tier, "shown", of("shownShare"), { floor: 0.85 }),
      figure(tier, "distance", of("distanceKm"), { ceiling: 1 }),
    ];
  });
}

const NAMES = {
  caught: "what happens next in its 20 best cells, of what happens in the raw map's",
  cells: "how many of the next window's 20 best cells it finds, of the raw map's",
  shown: "contributions in shown leaves",
  distance: "earth mover's distance to the raw map, km",
} as const;

function figure(
  tier: Tier,
  what: keyof typeof NAMES,
  measure: number,
  { floor, ceiling }: { readonly floor?: number; readonly ceiling?: number },
): Usefulness {
  const pass =
    measure >= (floor ?? Number.NEGATIVE_INFINITY) && measure <= (ceiling ?? Number.POSITIVE_INFINITY);
  const bar = { ...(floor === undefined ? {} : { floor }), ...(ceiling === undefined ? {} : { ceiling }) };
  return { id: `${what}_${tier}`, name: `${tier}: ${NAMES[what]}`, measure, ...bar, pass };
}
