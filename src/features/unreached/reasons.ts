/** Why an area ranks where it does, in the person's words. Pure. */
import { CHANCES, type Chance } from "../../domain/chance.ts";
import type { Reason } from "../../domain/priority.ts";
import type { RankedCell } from "../../domain/ranking.ts";
import type { UnreachedSay } from "./use-unreached-words.ts";

/** Reasons of an area, the most urgent first: "jamais visitée, voisine de 2 zones actives"; all, or the first few. */
export function reasonsInWords(
  say: UnreachedSay,
  { facts, priority }: RankedCell,
  most = Number.POSITIVE_INFINITY,
): string {
  return priority.reasons
    .slice(0, most)
    .map((reason) => reasonInWords(say, reason, facts))
    .join(", ");
}

function reasonInWords(say: UnreachedSay, reason: Reason, facts: RankedCell["facts"]): string {
  switch (reason.kind) {
    case "alert":
      return alertInWords(say, reason.dueInDays);
    case "follow_up":
      return reason.weeks === 0 ? say("reasonFollowNow") : say("reasonFollow", { count: reason.weeks });
    case "added":
      return say("reasonAdded");
    case "never":
      return say("reasonNever");
    case "active_neighbours":
      return say("reasonNeighbours", { count: reason.cells });
    case "overdue":
      return say("reasonOverdue", { days: facts.daysSinceVisit ?? 0, target: facts.targetDays });
    case "fresh":
      return reason.days === 0 ? say("reasonFreshToday") : say("reasonFresh", { count: reason.days });
    case "chance":
      return say("reasonChance", { chance: say(reason.chance) });
    case "heat":
      return say("reasonHeat", { class: reason.heatClass });
    case "little_known":
      return say("reasonLittle");
  }
}

function alertInWords(say: UnreachedSay, dueInDays: number): string {
  if (dueInDays === 0) return say("reasonAlertToday");
  return dueInDays > 0
    ? say("reasonAlertIn", { count: dueInDays })
    : say("reasonAlertPast", { count: -dueInDays });
}

/** 1 to 4: how long the bar of a chance is. */
export function chanceLevel(chance: Chance): number {
  return CHANCES.indexOf(chance) + 1;
}

/** "dernier passage il y a 12 jours", or that there was none: beside an eviction's weeks, days alone would be its own. */
export function daysInWords(say: UnreachedSay, days: number | null): string {
  return days === null ? say("noneAgo") : say("daysAgo", { count: days });
}
