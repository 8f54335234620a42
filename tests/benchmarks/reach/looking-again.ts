/**
 * A plan from a lead's sight alone (classes, days since a visit, active neighbours) as it would be if it knew that
 * places are scattered: cells lend each other nothing, a single fruitless visit makes a cell unlikely, and a cell
 * that is still possible soon after a visit (somebody was met before, nobody last time) is looked at again.
 */
import { isActive } from "../../../src/domain/chance.ts";
import { CHANCE_TUNING } from "../../../src/domain/meeting-chance.ts";
import { type PriorityTuning, priorityOf } from "../../../src/domain/priority.ts";
import { CELLS, kmBetween } from "./city.ts";
import { DAYS_AHEAD, explored, sectorOf } from "./planners.ts";
import type { Strategy } from "./season.ts";

const CHANCE = { ...CHANCE_TUNING, optimism: 0.4, borrowedVisits: 0.01, heatVisits: 2.5 };
const PRIORITY: PriorityTuning = {
  ...{ optimism: 0.4, priorVisits: 3, alertWeight: 0.6, alertRiseDays: 14, followUpWeight: 0.05 },
  halfIntervalDays: { unlikely: 14, possible: 5, likely: 12, very_likely: 4 },
  neighbourWeight: { active: 0.035, other: 0.016 },
};
/** Points of a cell that is looked at again, and how soon after a visit it is. */
const AGAIN = { points: 55, withinDays: 14 } as const;

const AROUND: readonly (readonly number[])[] = Array.from({ length: CELLS }, (_, cell) =>
  Array.from({ length: CELLS }, (_none, other) => other).filter(
    (other) => other !== cell && kmBetween(cell, other) < 1.5,
  ),
);

/** See above; all else is as in ours. */
export const lookingAgain: Strategy = (monday, count) => {
  const { facts } = sectorOf(monday, CHANCE);
  const scores = facts.map((each, cell) => {
    const near = (AROUND[cell] ?? []).filter((other) => isActive(facts[other]?.chance ?? null)).length;
    const sight = { ...each, daysAhead: DAYS_AHEAD, heatClass: 0, activeNeighbours: near };
    const { score, quantile, staleness } = priorityOf(sight, PRIORITY);
    const again = each.chance === "possible" && each.daysSinceVisit !== null;
    if (!again || each.daysSinceVisit > AGAIN.withinDays) return score;
    return score - 100 * quantile * staleness + AGAIN.points;
  });
  return explored(scores, count, monday);
};
