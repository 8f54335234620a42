/** What the chance of meeting someone is reckoned with; SQL has the same numbers in `field.chance_tuning`. */
import type { Pattern } from "./pattern.ts";

/** What does not depend on how meetings lie. */
export const MEMORY_TUNING = {
  halfLifeDays: 28,
  /** Older visits are forgotten. */
  memoryDays: 56,
  /** What a visit in another slot tells, beside one in the same slot. */
  otherSlots: 0.4,
} as const;

export interface ChanceTuning {
  /** Standard deviations added to the mean: optimism where little is known. */
  readonly optimism: number;
  /** Most visits that the borrowed prior counts for. */
  readonly borrowedVisits: number;
  /** Visits that the released class counts for. */
  readonly heatVisits: number;
}

/** Where meetings cluster, cells around lend; where they are scattered, a cell is known by its own visits alone. */
export const CHANCE_TUNING: Readonly<Record<Pattern, ChanceTuning>> = {
  clustered: { optimism: 0.6, borrowedVisits: 2.7, heatVisits: 1.7 },
  scattered: { optimism: 0.6, borrowedVisits: 2.7, heatVisits: 0.5 },
};

/** Chance for which a released class (0, hidden, to 5) stands; a hidden leaf says little, not nothing. */
export const HEAT_CENTRES = [0.12, 0.14, 0.16, 0.18, 0.2, 0.22] as const;
