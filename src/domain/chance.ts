/** Chance of meeting someone in a cell and slot, from the working memory: four classes, never a count. */
export const CHANCES = ["unlikely", "possible", "likely", "very_likely"] as const;
export type Chance = (typeof CHANCES)[number];

/** Upper bounds of the first three classes. */
const UPPER_BOUNDS = [0.15, 0.35, 0.6] as const;

/** A class of chance stands for this value wherever it is reckoned with (planning.md). */
export const CHANCE_CENTRES: Readonly<Record<Chance, number>> = {
  unlikely: 0.05,
  possible: 0.25,
  likely: 0.47,
  very_likely: 0.75,
};

/** Meeting someone is likely at least: what counts as an active cell. */
export function isActive(chance: Chance | null): boolean {
  return chance === "likely" || chance === "very_likely";
}

/** Emptiness counts as likely from here. */
const LIKELY_EMPTY = 0.5;

/**
 * Class of a chance between 0 and 1. `presence` is what the occupancy model leaves after the last fruitless
 * visits: a cell is called *unlikely* only where its emptiness is likely, else *possible*.
 */
export function chanceClass(chance: number, presence: number): Chance {
  if (chance < UPPER_BOUNDS[0]) return 1 - presence >= LIKELY_EMPTY ? "unlikely" : "possible";
  if (chance < UPPER_BOUNDS[1]) return "possible";
  return chance < UPPER_BOUNDS[2] ? "likely" : "very_likely";
}
