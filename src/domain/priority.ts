/**
 * Where to go first: a pure function of what a lead may see in the planner, so that a plan leaks no more than
 * its inputs. `priority = quantile × staleness + additions`, times 100, at most 100 (planning.md, "Priority").
 */
import { CHANCE_CENTRES, type Chance, isActive } from "./chance.ts";
import { type CoverageFacts, daysLate, FOLLOW_UP_WEEKS, isFollowedUp } from "./coverage.ts";
import { HEAT_CENTRES } from "./meeting-chance.ts";

/** A cell in a slot, as the planner sees it. */
export interface PriorityFacts extends CoverageFacts {
  /** Days until the visit that is planned, 0 or more: it is stale by then, not by today. */
  readonly daysAhead: number;
  /** Class of the working memory, which borrows from neighbours and the release; null: not opened. */
  readonly chance: Chance | null;
  /** Class of the released leaf that holds the cell, 0 (hidden) to 5: stands in where `chance` is null. */
  readonly heatClass: number;
  /** Points (0–100) that the server adds without saying why. */
  readonly addition: number;
  /** Of the eight cells around, those where meeting someone in this slot is likely at least. */
  readonly activeNeighbours: number;
}

/** What the weights may be tuned to; the benchmark `reach` reports with the defaults. */
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
   * Addition of each active neighbour: a class is coarse, and where several cells are active people move between.
   * More for a cell that is active itself; another cell's class has borrowed from those around already.
   */
  readonly neighbourWeight: { readonly active: number; readonly other: number };
}

const DEFAULT_TUNING: PriorityTuning = {
  optimism: 0.6,
  // Where meetings are nearly sure a week suffices. A cell that is only possible can wait: those around tell of it too.
  halfIntervalDays: { unlikely: 4.5, possible: 20, likely: 12, very_likely: 4 },
  priorVisits: 3,
  alertWeight: 0.6,
  alertRiseDays: 14,
  followUpWeight: 0.07,
  neighbourWeight: { active: 0.05, other: 0 },
};

/** Why a cell ranks where it does; words are the interface's. */
export type Reason =
  | { readonly kind: "alert"; readonly dueInDays: number }
  | { readonly kind: "follow_up"; readonly weeks: number }
  | { readonly kind: "added" }
  | { readonly kind: "never" }
  | { readonly kind: "active_neighbours"; readonly cells: number }
  | { readonly kind: "overdue"; readonly daysLate: number }
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "chance"; readonly chance: Chance }
  | { readonly kind: "heat"; readonly heatClass: number }
  | { readonly kind: "little_known" };

/** A score with its parts. `score` is 0–100; every part is 0–1. */
export interface Priority {
  readonly score: number;
  readonly mean: number;
  /** What the mean is taken for: with optimism, at most 1. */
  readonly quantile: number;
  readonly staleness: number;
  readonly alert: number;
  readonly followUp: number;
  readonly neighbours: number;
  readonly addition: number;
  readonly reasons: readonly Reason[];
}

/** Memory of a visit halves in four weeks, as the working memory's weights do. */
const MEMORY_HALF_LIFE_DAYS = 28;
/** Beyond eight weeks a visit is no longer remembered. */
const MEMORY_DAYS = 56;

/** Priority of a cell in a slot, with its parts and reasons. */
export function priorityOf(facts: PriorityFacts, tuning: PriorityTuning = DEFAULT_TUNING): Priority {
  const mean = meanChance(facts);
  const known = knownVisits(facts.daysSinceVisit);
  const quantile = facts.chance === null ? optimistic(mean, known, tuning) : mean;
  const staleness = stalenessOf(daysByThen(facts), tuning.halfIntervalDays[facts.chance ?? "possible"]);
  const alert = alertAddition(facts.alertDueInDays, tuning);
  const followUp = followUpAddition(facts.weeksSinceEviction, tuning);
  const neighbours = neighbourAddition(facts, tuning);
  const addition = facts.addition / 100;
  const score = 100 * Math.min(1, quantile * staleness + alert + followUp + neighbours + addition);
  const reasons = reasonsOf(facts, known);
  return { score, mean, quantile, staleness, alert, followUp, neighbours, addition, reasons };
}

/** 1 − 2^(−days / half-interval); 1 where no visit is known. */
export function stalenessOf(daysSinceVisit: number | null, halfIntervalDays: number): number {
  return daysSinceVisit === null ? 1 : 1 - 2 ** (-daysSinceVisit / halfIntervalDays);
}

function daysByThen({ daysSinceVisit, daysAhead }: PriorityFacts): number | null {
  return daysSinceVisit === null ? null : daysSinceVisit + daysAhead;
}

function meanChance(facts: PriorityFacts): number {
  if (facts.chance !== null) return CHANCE_CENTRES[facts.chance];
  return HEAT_CENTRES[facts.heatClass] ?? HEAT_CENTRES[0];
}

function optimistic(mean: number, known: number, { optimism, priorVisits }: PriorityTuning): number {
  const deviation = Math.sqrt((mean * (1 - mean)) / (priorVisits + known + 1));
  return Math.min(1, mean + optimism * deviation);
}

/** Weight of the one visit that coverage tells of; the number of visits is not the lead's to see. */
function knownVisits(daysSinceVisit: number | null): number {
  if (daysSinceVisit === null || daysSinceVisit > MEMORY_DAYS) return 0;
  return 2 ** (-daysSinceVisit / MEMORY_HALF_LIFE_DAYS);
}

function alertAddition(dueInDays: number | null, tuning: PriorityTuning): number {
  if (dueInDays === null) return 0;
  const near = 1 - Math.min(1, Math.max(0, dueInDays) / tuning.alertRiseDays);
  return tuning.alertWeight * (0.5 + 0.5 * near);
}

function followUpAddition(weeks: number | null, tuning: PriorityTuning): number {
  if (weeks === null || !isFollowedUp(weeks)) return 0;
  return tuning.followUpWeight * (1 - weeks / (FOLLOW_UP_WEEKS + 1));
}

function neighbourAddition(
  { chance, activeNeighbours }: PriorityFacts,
  { neighbourWeight }: PriorityTuning,
): number {
  return activeNeighbours * (isActive(chance) ? neighbourWeight.active : neighbourWeight.other);
}

function reasonsOf(facts: PriorityFacts, known: number): Reason[] {
  const reasons: Reason[] = [];
  if (facts.alertDueInDays !== null) reasons.push({ kind: "alert", dueInDays: facts.alertDueInDays });
  if (facts.weeksSinceEviction !== null && isFollowedUp(facts.weeksSinceEviction)) {
    reasons.push({ kind: "follow_up", weeks: facts.weeksSinceEviction });
  }
  if (facts.addition > 0) reasons.push({ kind: "added" });
  reasons.push(coverageReason(facts));
  if (facts.activeNeighbours > 0) reasons.push({ kind: "active_neighbours", cells: facts.activeNeighbours });
  if (facts.chance !== null) reasons.push({ kind: "chance", chance: facts.chance });
  else if (facts.heatClass > 0) reasons.push({ kind: "heat", heatClass: facts.heatClass });
  if (known < 0.5) reasons.push({ kind: "little_known" });
  return reasons;
}

function coverageReason(facts: PriorityFacts): Reason {
  const late = daysLate(facts);
  if (facts.daysSinceVisit === null || late === null) return { kind: "never" };
  return late > 0 ? { kind: "overdue", daysLate: late } : { kind: "fresh", days: facts.daysSinceVisit };
}
