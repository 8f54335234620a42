/**
 * Where to go first: a pure function of what a lead may see in the planner, so that a plan leaks no more than
 * its inputs. `priority = quantile × staleness + additions`, times 100, at most 100 (planning.md, "Priority").
 */
import { CHANCE_CENTRES, type Chance, isActive } from "./chance.ts";
import { HEAT_CENTRES } from "./chance-tuning.ts";
import { type CoverageFacts, daysLate, FOLLOW_UP_WEEKS, isFollowedUp } from "./coverage.ts";
import type { Pattern } from "./pattern.ts";
import { PRIORITY_TUNING, type PriorityTuning } from "./priority-tuning.ts";

/** A cell in a slot, as the planner sees it. */
export interface PriorityFacts extends CoverageFacts {
  /** Days until the visit that is planned, 0 or more: it is stale by then, not by today. */
  readonly daysAhead: number;
  /** Whether meetings cluster in the sector. */
  readonly pattern: Pattern;
  /** Class of the working memory, which borrows from neighbours and the release; null: not opened. */
  readonly chance: Chance | null;
  /** Class of the released leaf that holds the cell, 0 (hidden) to 5: stands in where `chance` is null. */
  readonly heatClass: number;
  /** Points (0–100) that the server adds without saying why. */
  readonly addition: number;
  /** Of the eight cells around, those where meeting someone in this slot is likely at least. */
  readonly activeNeighbours: number;
}

/** Why a cell ranks where it does; words are the interface's. */
export type Reason =
  | { readonly kind: "alert"; readonly dueInDays: number }
  | { readonly kind: "follow_up"; readonly weeks: number }
  | { readonly kind: "added" }
  | { readonly kind: "never" }
  | { readonly kind: "active_neighbours"; readonly cells: number }
  | { readonly kind: "overdue"; readonly daysLate: number }
  | { readonly kind: "fresh"; readonly days: number }
  | { readonly kind: "look_again" }
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
  readonly lookAgain: number;
  readonly addition: number;
  readonly reasons: readonly Reason[];
}

/** Memory of a visit halves in four weeks, as the working memory's weights do. */
const MEMORY_HALF_LIFE_DAYS = 28;
/** Beyond eight weeks a visit is no longer remembered. */
const MEMORY_DAYS = 56;

/** Priority of a cell in a slot, with its parts and reasons. */
export function priorityOf(
  facts: PriorityFacts,
  tuning: PriorityTuning = PRIORITY_TUNING[facts.pattern],
): Priority {
  const mean = meanChance(facts);
  const known = knownVisits(facts.daysSinceVisit);
  const quantile = facts.chance === null ? optimistic(mean, known, tuning) : mean;
  const staleness = stalenessOf(daysByThen(facts), tuning.halfIntervalDays[facts.chance ?? "possible"]);
  const alert = alertAddition(facts.alertDueInDays, tuning);
  const followUp = followUpAddition(facts.weeksSinceEviction, tuning);
  const neighbours = neighbourAddition(facts, tuning);
  const lookAgain = isLookedAtAgain(facts, tuning) ? tuning.lookAgain.weight : 0;
  const addition = facts.addition / 100;
  const additions = { alert, followUp, neighbours, lookAgain, addition };
  const score =
    100 * Math.min(1, quantile * staleness + alert + followUp + neighbours + lookAgain + addition);
  return { score, mean, quantile, staleness, ...additions, reasons: reasonsOf(facts, known, lookAgain > 0) };
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

function isLookedAtAgain({ chance, daysSinceVisit }: PriorityFacts, { lookAgain }: PriorityTuning): boolean {
  return chance === "possible" && daysSinceVisit !== null && daysSinceVisit <= lookAgain.withinDays;
}

function reasonsOf(facts: PriorityFacts, known: number, isLookedAgain: boolean): Reason[] {
  const reasons: Reason[] = [];
  if (facts.alertDueInDays !== null) reasons.push({ kind: "alert", dueInDays: facts.alertDueInDays });
  if (facts.weeksSinceEviction !== null && isFollowedUp(facts.weeksSinceEviction)) {
    reasons.push({ kind: "follow_up", weeks: facts.weeksSinceEviction });
  }
  if (facts.addition > 0) reasons.push({ kind: "added" });
  reasons.push(coverageReason(facts));
  if (isLookedAgain) reasons.push({ kind: "look_again" });
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
