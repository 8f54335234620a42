/** A season of weekly plans in an invented city, and what it reached. */
import { randomFrom } from "../../../src/domain/random.ts";
import { CELLS, type City, type Family, WEEKS } from "./city.ts";
import { LEAD_WINDOW_WEEKS, PUBLISHED_AFTER_WEEKS, releasedHeat } from "./released.ts";

/** A complete visit as the team remembers it. */
export interface PastVisit {
  /** Day since the season began. */
  readonly day: number;
  /** Groups met; a planner may use no more than whether there were any. */
  readonly met: number;
}

/** What a planner may look at on the Monday of a week. */
export interface Monday {
  /** Day of this Monday since the season began. */
  readonly day: number;
  readonly week: number;
  /** Visits of each cell, oldest first. */
  readonly visits: readonly (readonly PastVisit[])[];
  /** Cells evicted in past weeks, with the week; a team hears of them. */
  readonly evictions: City["evictions"];
  /** Class of each cell's leaf in the newest published lead window, 0 (hidden) to 5. */
  readonly heat: readonly number[];
  /** Uniform draw in [0, 1), for ties. */
  readonly draw: () => number;
}

/** Chooses the week's cells: `count` different ones. */
export type Strategy = (monday: Monday, count: number) => readonly number[];

/** Which season is played: the same one gives the same draws whatever the strategy's name. */
export interface Trial {
  readonly family: Family;
  readonly seed: number;
  /** Visits a week: the effort, equal for all strategies. */
  readonly visits: number;
}

/** What a season came to. */
export interface Reached {
  /** Share of spells of activity (a cell becoming active) met within 3 weeks. */
  readonly reach: number;
  /** Groups met, summed over visits. */
  readonly meetings: number;
}

/** A cell is reached in time if it is met within this of becoming active. */
const REACH_WEEKS = 3;
const NOTHING_RELEASED: readonly number[] = new Array<number>(CELLS).fill(0);

/** Plays a season: each week the strategy plans, the team visits on drawn days, the city answers. */
export function playSeason(city: City, trial: Trial, strategy: Strategy): Reached {
  const random = randomFrom(`season ${trial.family} ${trial.seed} ${trial.visits}`);
  const visits: PastVisit[][] = Array.from({ length: CELLS }, () => []);
  const metIn = Array.from({ length: WEEKS }, () => new Uint8Array(CELLS));
  let heat = NOTHING_RELEASED;
  let meetings = 0;
  for (let week = 0; week < WEEKS; week++) {
    if (week === LEAD_WINDOW_WEEKS + PUBLISHED_AFTER_WEEKS) heat = releasedHeat(visits, trial);
    // A team hears of an eviction after it happened: those of this very week are not known on its Monday.
    const evictions = city.evictions.filter((eviction) => eviction.week < week);
    const monday = { day: 7 * week, week, visits, evictions, heat, draw: random.next };
    const chosen = strategy(monday, trial.visits);
    if (chosen.length !== trial.visits || new Set(chosen).size !== trial.visits)
      throw new Error("a plan must name different cells, as many as asked");
    for (const cell of chosen) {
      const met = meetingsOf(city.groups[week]?.[cell] ?? 0, city.detection, random.next);
      visits[cell]?.push({ day: 7 * week + random.int(7), met });
      if (met > 0) (metIn[week] as Uint8Array)[cell] = 1;
      meetings += met;
    }
  }
  return { reach: reachOf(city, metIn), meetings };
}

/** Each group that is there is met with the same chance. */
function meetingsOf(groups: number, detection: number, next: () => number): number {
  let met = 0;
  for (let group = 0; group < groups; group++) if (next() < detection) met += 1;
  return met;
}

/**
 * Share of spells met within 3 weeks of their beginning. Spells that began before the season or too late to have
 * three weeks are left out; 0 where there was none.
 *
 * @param metIn by week and cell, 1 where somebody was met
 */
export function reachOf(city: Pick<City, "groups">, metIn: readonly Uint8Array[]): number {
  const spells = spellsOf(city);
  const weeks = Array.from({ length: REACH_WEEKS }, (_, after) => after);
  const reached = spells.filter(({ cell, week }) => weeks.some((after) => metIn[week + after]?.[cell] === 1));
  return spells.length === 0 ? 0 : reached.length / spells.length;
}

function spellsOf({ groups }: Pick<City, "groups">): { cell: number; week: number }[] {
  const active = (week: number, cell: number) => (groups[week]?.[cell] ?? 0) > 0;
  const cells = Array.from({ length: CELLS }, (_, cell) => cell);
  const weeks = Array.from({ length: groups.length - REACH_WEEKS }, (_, at) => at + 1);
  return weeks.flatMap((week) =>
    cells.filter((cell) => active(week, cell) && !active(week - 1, cell)).map((cell) => ({ cell, week })),
  );
}
