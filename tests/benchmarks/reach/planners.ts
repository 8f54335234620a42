/**
 * The product's own planner in an invented city, on what it lets a lead see: live coverage, the working memory's
 * classes, the released quarter, follow-up districts. Beside it the same on raw chances: the price of protection.
 */
import type { Cell } from "../../../src/domain/grid.ts";
import {
  CHANCE_TUNING,
  type ChanceTuning,
  type Memory,
  meetingChance,
  meetingClass,
  remember,
} from "../../../src/domain/meeting-chance.ts";
import type { Priority } from "../../../src/domain/priority.ts";
import { rankCells } from "../../../src/domain/ranking.ts";
import type { Slot } from "../../../src/domain/slot.ts";
import type { KnownFacts, KnownSector } from "../../../src/domain/working-memory.ts";
import { EXPLORE_SHARE } from "../../../src/planner/week.ts";
import { best } from "./baselines.ts";
import { GROUND, isNearEviction, nameOf } from "./ground.ts";
import type { Monday, Strategy } from "./season.ts";

/** All rounds are evening rounds: an effort of 36 or 80 visits over 400 cells leaves one slot only. */
export const SLOT: Slot = "evening";
const TARGET_DAYS = 14;
/** Rounds lie evenly over the week: planned on Monday, a stop is made 3 days later on average. */
export const DAYS_AHEAD = 3;
/** Coverage tells of no visit older than 26 weeks, the working memory of none older than 90 days. */
const COVERAGE_DAYS = 182;
const HISTORY_DAYS = 90;

/** Ours: what a lead gets by *Proposer*. */
export const planned: Strategy = (monday, count) =>
  explored(
    prioritiesOf(monday).map(({ score }) => score),
    count,
    monday,
  );

/** Ours without protection: the chance itself where a lead sees its class. */
export const plannedRaw: Strategy = (monday, count) => {
  const memory = memoryOf(monday);
  const scores = prioritiesOf(monday).map(({ staleness, alert, followUp, addition }, cell) => {
    const chance = meetingChance(memory, nameOf(cell), SLOT, monday.heat[cell] ?? 0);
    return 100 * Math.min(1, chance * staleness + alert + followUp + addition);
  });
  return explored(scores, count, monday);
};

/** Priority of every cell, in their order. */
export function prioritiesOf(monday: Monday): readonly Priority[] {
  const heat = new Map(GROUND.map((name, cell) => [name, monday.heat[cell] ?? 0]));
  const ranked = rankCells([sectorOf(monday)], heat, { [SLOT]: DAYS_AHEAD });
  const byCell = new Map<Cell, Priority>(ranked.map(({ facts, priority }) => [facts.cell, priority]));
  return GROUND.map((name) => {
    const priority = byCell.get(name);
    if (!priority) throw new Error("the ranking left a cell out");
    return priority;
  });
}

/** The city as one opened sector: what `api.working_memory` tells, in the evening. `tuning`: absent, the product's. */
export function sectorOf(monday: Monday, tuning: ChanceTuning = CHANCE_TUNING): KnownSector {
  const memory = memoryOf(monday, tuning);
  const facts = GROUND.map(
    (name, cell): KnownFacts => ({
      ...{ cell: name, slot: SLOT, targetDays: TARGET_DAYS, alertDueInDays: null, addition: 0 },
      daysSinceVisit: daysSince(monday, cell),
      weeksSinceEviction: weeksSince(monday, cell),
      chance: meetingClass(memory, name, SLOT, monday.heat[cell] ?? 0),
    }),
  );
  return { sector: "city", until: "9999-12-31" as KnownSector["until"], explore: EXPLORE_SHARE, facts };
}

function memoryOf({ visits, day }: Monday, tuning: ChanceTuning = CHANCE_TUNING): Memory {
  const remembered = visits.flatMap((past, cell) =>
    past.map((visit) => ({ cell: nameOf(cell), slot: SLOT, daysAgo: day - visit.day, met: visit.met > 0 })),
  );
  return remember(
    remembered.filter(({ daysAgo }) => daysAgo <= HISTORY_DAYS),
    tuning,
  );
}

function daysSince({ visits, day }: Monday, cell: number): number | null {
  const last = visits[cell]?.at(-1);
  return last && day - last.day <= COVERAGE_DAYS ? day - last.day : null;
}

function weeksSince({ evictions, week }: Monday, cell: number): number | null {
  const weeks = evictions.filter((each) => isNearEviction(cell, each.cell)).map((each) => week - each.week);
  return weeks.length === 0 ? null : Math.min(...weeks);
}

/**
 * The best cells of which at least the exploration share were never visited while there are any: the best plan of
 * a week without travel, as `planWeek` finds it (a test holds the two together); every visit takes as long.
 */
export function explored(scores: readonly number[], count: number, monday: Monday): readonly number[] {
  const isNever = scores.map((_, cell) => daysSince(monday, cell) === null);
  const order = best(scores, scores.length, monday);
  const never = order.filter((cell) => isNever[cell]).slice(0, Math.ceil(EXPLORE_SHARE * count));
  const first = new Set(never);
  return [...never, ...order.filter((cell) => !first.has(cell))].slice(0, count);
}
