/**
 * Invented cities with hidden groups that stay, move and are evicted: what plans are tried on. Nothing here is
 * known to a planner; it learns from its own visits alone. Frozen before any tuning (planning.md, "Priority").
 */
import { type Random, randomFrom } from "../../../src/domain/random.ts";

/** Edge of the city, in cells of 1 km. */
export const EDGE = 20;
export const CELLS = EDGE * EDGE;
/** Weeks that are planned; the city has lived before, so that week 0 is no beginning. */
export const WEEKS = 26;

/**
 * How groups live. `clustered`: around places that draw them, a kilometre or so wide. `scattered`: around five times
 * as many places, each within one cell, so that its neighbours tell nothing. `shifting`: as clustered, with evictions
 * that empty a place and push it and its groups a few kilometres on.
 */
export const FAMILIES = ["clustered", "scattered", "shifting"] as const;
export type Family = (typeof FAMILIES)[number];

/** A place emptied at the beginning of a week. */
interface Eviction {
  readonly week: number;
  readonly cell: number;
}

/** A city's hidden truth. */
export interface City {
  /** Number of groups in each cell (row by row from the south-west), by week. */
  readonly groups: readonly Uint8Array[];
  readonly evictions: readonly Eviction[];
  /** Chance that a visit to a cell meets a group that lives there. */
  readonly detection: number;
}

/**
 * As many as in the reference simulation of privacy.md at its small volume: 500 youths of whom 26 weeks in 56 are
 * active at once on 256 km², met in groups of 2.1 on average (as in the demonstration), so 0.43 groups per km².
 */
const GROUPS = 172;
const WARM_UP_WEEKS = 12;
/** Weeks that a group stays in a cell, on average, and that it stays in the city. */
const STAY_WEEKS = 5;
const ACTIVE_WEEKS = 26;
/**
 * A place in use shows people at two of three looks (San Diego, monthly counts 2018–2022: of the 100 m squares with
 * people, .67 have some a month later and .65 six months later), and a visit sees three of four groups who are there.
 */
const DETECTION = 0.5;
/** Share of moves that go near; the others go anywhere that draws. */
const NEAR_SHARE = 0.7;
const NEAR_KM = 2;
/** Places that draw, as dense as the reference simulation's 14 on 256 km², and how long one lasts on average. */
const PLACES = 22;
const SCATTERED_PLACES = 5 * PLACES;
const PLACE_WEEKS = 26;
/** Weeks between evictions, on average, and how far groups go: near enough for a team to find them again. */
const EVICTION_WEEKS = 3;
const PUSHED_KM = { least: 1, most: 4 } as const;
/** Groups live within this of the evicted place. */
const EVICTED_KM = 1.5;

/** A place that draws groups: a Gaussian of a height and a width, or one cell alone where the width is 0. */
interface Place {
  readonly cell: number;
  readonly height: number;
  readonly widthKm: number;
}

/** What changes from week to week. */
interface Town {
  readonly family: Family;
  readonly random: Random;
  /** A little of everywhere. */
  readonly background: Float64Array;
  readonly places: Place[];
  /** How strongly each cell draws; made anew when places change. */
  draw: Float64Array;
  /** Cell of each group. */
  readonly homes: number[];
}

/** The city of a family and seed; the same on every machine. */
export function cityOf(family: Family, seed: number): City {
  const town = settle(family, randomFrom(`reach ${family} ${seed}`));
  const groups: Uint8Array[] = [];
  const evictions: Eviction[] = [];
  for (let week = -WARM_UP_WEEKS; week < WEEKS; week++) {
    live(town);
    if (family === "shifting" && town.random.chance(1 / EVICTION_WEEKS)) {
      const cell = town.homes[town.random.int(GROUPS)] as number;
      evict(town, cell);
      if (week >= 0) evictions.push({ week, cell });
    }
    if (week >= 0) groups.push(counted(town.homes));
  }
  return { groups, evictions, detection: DETECTION };
}

/** Distance between the centres of two cells, in km. */
export function kmBetween(one: number, other: number): number {
  const dx = (one % EDGE) - (other % EDGE);
  const dy = Math.floor(one / EDGE) - Math.floor(other / EDGE);
  return Math.hypot(dx, dy);
}

function settle(family: Family, random: Random): Town {
  const count = family === "scattered" ? SCATTERED_PLACES : PLACES;
  const town: Town = {
    ...{ family, random, homes: [], draw: new Float64Array(CELLS) },
    background: Float64Array.from({ length: CELLS }, () => 0.05 * Math.exp(-2 * random.next())),
    places: Array.from({ length: count }, () => openPlace(family, random)),
  };
  town.draw = drawOf(town);
  for (let group = 0; group < GROUPS; group++) town.homes.push(random.weighted(town.draw));
  return town;
}

/** Heights and widths are those of the reference simulation. */
function openPlace(family: Family, random: Random): Place {
  const widthKm = family === "scattered" ? 0 : 0.5 + random.next();
  return { cell: random.int(CELLS), height: 0.5 + 3 * random.next() ** 2, widthKm };
}

function drawOf({ background, places }: Town): Float64Array {
  const draw = Float64Array.from(background);
  for (const { cell: centre, height, widthKm } of places) {
    if (widthKm === 0) draw[centre] = (draw[centre] ?? 0) + height;
    else
      for (let cell = 0; cell < CELLS; cell++) {
        draw[cell] = (draw[cell] ?? 0) + height * Math.exp(-0.5 * (kmBetween(cell, centre) / widthKm) ** 2);
      }
  }
  return draw;
}

/** A week goes by: some places close and others open; some groups leave the city for others, some move. */
function live(town: Town): void {
  const { family, random, places, homes } = town;
  for (let at = 0; at < places.length; at++) {
    if (random.chance(1 / PLACE_WEEKS)) places[at] = openPlace(family, random);
  }
  town.draw = drawOf(town);
  for (let at = 0; at < homes.length; at++) {
    if (random.chance(1 / ACTIVE_WEEKS)) homes[at] = random.weighted(town.draw);
    else if (random.chance(1 / STAY_WEEKS)) homes[at] = movedFrom(town, homes[at] as number);
  }
}

/** Near, or to wherever draws; never to the same cell. */
function movedFrom({ random, draw }: Town, home: number): number {
  const near = random.chance(NEAR_SHARE);
  return random.weighted(
    draw.map((pull, cell) => (cell === home || (near && kmBetween(cell, home) > NEAR_KM) ? 0 : pull)),
  );
}

/** Empties what is around a cell: groups and the places that drew them go on a few kilometres. */
function evict(town: Town, evicted: number): void {
  const { random, homes, places } = town;
  const ring = Float64Array.from({ length: CELLS }, (_, cell) => {
    const km = kmBetween(cell, evicted);
    return km > EVICTED_KM && km >= PUSHED_KM.least && km <= PUSHED_KM.most ? 1 : 0;
  });
  places.forEach((place, at) => {
    if (kmBetween(place.cell, evicted) <= EVICTED_KM) places[at] = { ...place, cell: random.weighted(ring) };
  });
  town.draw = drawOf(town);
  homes.forEach((home, at) => {
    if (kmBetween(home, evicted) > EVICTED_KM) return;
    homes[at] = random.weighted(town.draw.map((pull, cell) => pull * (ring[cell] ?? 0)));
  });
}

function counted(homes: readonly number[]): Uint8Array {
  const groups = new Uint8Array(CELLS);
  for (const home of homes) groups[home] = (groups[home] ?? 0) + 1;
  return groups;
}
