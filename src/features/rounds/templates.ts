/** A round that repeats weekly, made of one of the calendar. Pure. */
import { daysBetween, mondayOf } from "../../domain/slot.ts";
import type { RoundTemplate, WeekRound } from "../../domain/week-rounds.ts";

/** The template of a round: everything but its day, its stops and its state. */
export function templateOf(round: WeekRound, id: string): RoundTemplate {
  const { sector, slot, mode, start, end, minutes, leavesAt, maxStops, lead, members, safety } = round;
  const weekday = daysBetween(mondayOf(round.date), round.date) + 1;
  return {
    ...{ id, version: 0, weekday, sector, slot, mode, start, end, minutes, leavesAt, maxStops },
    ...{ lead, members, safety },
  };
}

/** Templates of which the week has no round yet. */
export function missingTemplates(
  templates: readonly RoundTemplate[],
  rounds: readonly WeekRound[],
): readonly RoundTemplate[] {
  const there = new Set(rounds.map(({ template }) => template));
  return templates.filter(({ id }) => !there.has(id));
}
