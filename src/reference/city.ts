/**
 * The reference simulation of privacy.md: an invented city of 16 × 16 km with hidden youths who are met now and then.
 * Attacks and usefulness floors are measured on it. Everything in it comes from a seed; nobody in it exists.
 */
import { type Random, randomFrom } from "../domain/random.ts";

/** Edge of the city, km. */
export const EDGE_KM = 16;
export const CELLS = EDGE_KM * EDGE_KM;
const HOT_SPOTS = 14;

export const VOLUMES = ["small", "middle", "large"] as const;
export type Volume = (typeof VOLUMES)[number];

/** Seed of the cities that bounds are judged on; others are printed beside. */
export const REFERENCE_SEED = 1;

export interface City {
  readonly volume: Volume;
  readonly seed: number;
  /** Chance of an encounter in each cell, row by row from the south-west; any scale. */
  readonly intensity: readonly number[];
  /** Share of a cell's encounters that are with youths at work there (begging, selling …), not wandering. */
  readonly activityShare: readonly number[];
  /** Share of girls among the youths whose first favourite cell this is. */
  readonly girlShare: readonly number[];
}

interface HotSpot {
  readonly eastKm: number;
  readonly northKm: number;
  readonly height: number;
  readonly widthKm: number;
}

/** Draws a city: cell intensity 0.05·e^(−2u) and 14 Gaussian hot spots of height 0.5 + 3u² and width 0.5 + u km. */
export function drawCity(volume: Volume, seed: number): City {
  const random = randomFrom(`city ${volume} ${seed}`);
  const hotSpots = Array.from({ length: HOT_SPOTS }, () => drawHotSpot(random));
  const cells = Array.from({ length: CELLS }, (_, at) => at);
  const intensity = cells.map((at) => {
    const background = 0.05 * Math.exp(-2 * random.next());
    return hotSpots.reduce((sum, spot) => sum + heightAt(spot, at), background);
  });
  // The design leaves the kinds of youths open; these vary by place, so that some leaves are nearly all of one kind.
  const activityShare = cells.map(() => random.next() ** 2);
  const girlShare = cells.map(() => 0.5 * random.next() ** 2);
  return { volume, seed, intensity, activityShare, girlShare };
}

function drawHotSpot(random: Random): HotSpot {
  return {
    eastKm: EDGE_KM * random.next(),
    northKm: EDGE_KM * random.next(),
    height: 0.5 + 3 * random.next() ** 2,
    widthKm: 0.5 + random.next(),
  };
}

function heightAt(spot: HotSpot, cell: number): number {
  const east = (cell % EDGE_KM) + 0.5 - spot.eastKm;
  const north = Math.floor(cell / EDGE_KM) + 0.5 - spot.northKm;
  return spot.height * Math.exp(-(east * east + north * north) / (2 * spot.widthKm * spot.widthKm));
}
