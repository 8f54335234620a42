/** The weights of the priority; the benchmark `reach` reports with them (docs/decisions/0014). */
import type { Chance } from "./chance.ts";
import type { Pattern } from "./pattern.ts";

export interface PriorityTuning {
  /** Standard deviations added to a released class: optimism where little is known. A class of chance has it already. */
  readonly optimism: number;
  /** Days after which half of a visit's freshness is gone, by class of chance; *possible* where none is opened. */
  readonly halfIntervalDays: Readonly<Record<Chance, number>>;
  /** Visits that the borrowed prior counts for. */
  readonly priorVisits: number;
  /** Addition of an alert at its deadline or past it. */
  readonly alertWeight: number;
  /** Days before the deadline over which an alert's addition rises from half to whole. */
  readonly alertRiseDays: number;
  /** Addition of a follow-up district in the week of the eviction; falls evenly over the weeks. */
  readonly followUpWeight: number;
  /**
   * Addition of each active neighbour: a class is coarse, and people move between cells that lie near. Where meetings
   * cluster, a cell's class tells already what is around, and it is added to cells alone that are active themselves.
   */
  readonly neighbourWeight: { readonly active: number; readonly other: number };
  /**
   * Addition of a cell that is still *possible* soon after a visit: where meetings are scattered its own visits say so,
   * somebody was met lately, though not last time, and such a place fills again sooner than an unknown one.
   */
  readonly lookAgain: { readonly weight: number; readonly withinDays: number };
}

const COMMON = {
  optimism: 0.6,
  priorVisits: 3,
  alertWeight: 0.6,
  alertRiseDays: 14,
  followUpWeight: 0.07,
} as const;

export const PRIORITY_TUNING: Readonly<Record<Pattern, PriorityTuning>> = {
  clustered: {
    ...COMMON,
    // Active cells are due again after a week; of one that is only possible, cells around tell in the meantime.
    halfIntervalDays: { unlikely: 4.5, possible: 20, likely: 7, very_likely: 5 },
    neighbourWeight: { active: 0.08, other: 0 },
    lookAgain: { weight: 0, withinDays: 0 },
  },
  scattered: {
    ...COMMON,
    // Who is surely met was met already: new people are where a place has emptied, and where nobody has been.
    halfIntervalDays: { unlikely: 10, possible: 28, likely: 10, very_likely: 25 },
    neighbourWeight: { active: 0.045, other: 0.025 },
    lookAgain: { weight: 0.4, withinDays: 17 },
  },
};
