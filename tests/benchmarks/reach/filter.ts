/**
 * A planner that knows how groups live in scattered cities, remembers every visit, and draws the best it can from
 * them: a Bayes filter by cell. No planner has what it knows; it shows how much visits alone can tell.
 */
import { best } from "./baselines.ts";
import { CELLS } from "./city.ts";
import type { Monday, Strategy } from "./season.ts";

/** A cell whose only pull is the background's, and the share of cells with a place: 110 places fall on 400 cells. */
const BACKGROUND = 0.02;
const WITH_PLACE = 1 - Math.exp(-110 / 400);
/** A place's pull is 0.5 + 3u², u even between 0 and 1: the means of fifths of u. A pull of 1 draws one group. */
const PULLS = [0.54, 0.78, 1.26, 1.98, 2.94] as const;
/** A place closes in a week; as many open, anywhere. */
const CLOSES = 1 / 26;
const OPENS = (CLOSES * WITH_PLACE) / (1 - WITH_PLACE);
/** Mean number of groups in a cell by level: the background, then a place of each pull. */
const LEVELS = [BACKGROUND, ...PULLS];
const SHARES = [1 - WITH_PLACE, ...PULLS.map(() => WITH_PLACE / PULLS.length)];
const MOST_GROUPS = 8;
/** A group leaves its cell in a week: it leaves the city or moves (city.ts). */
const LEAVES = 1 / 26 + 25 / 26 / 5;
const DETECTION = 0.5;
/** Ages of a spell of activity in weeks, and one for a spell that was met or is older than three weeks. */
const AGES = 4;
const DONE = AGES - 1;

const PER_LEVEL = 1 + MOST_GROUPS * AGES;
const STATES = LEVELS.length * PER_LEVEL;
const stateOf = (level: number, groups: number, age: number) =>
  level * PER_LEVEL + (groups === 0 ? 0 : 1 + (groups - 1) * AGES + age);

interface State {
  readonly level: number;
  readonly groups: number;
  readonly age: number;
}
const ALL: readonly State[] = LEVELS.flatMap((_, level) => [
  { level, groups: 0, age: 0 },
  ...Array.from({ length: MOST_GROUPS * AGES }, (_none, at) => ({
    ...{ level, groups: 1 + Math.floor(at / AGES), age: at % AGES },
  })),
]);

const missed = (groups: number) => (1 - DETECTION) ** groups;

/** What a belief goes through: from each state to others, with their chances; one list, for speed. */
interface Flow {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly chance: Float64Array;
}

/** A week, first part: places open and close. */
const OF_PLACES = flowOf(({ level, groups, age }) =>
  LEVELS.map((_, after) => [stateOf(after, groups, age), levelAfter(level, after)] as const),
);

/** A week, second part: groups leave and come; spells grow older. */
const OF_GROUPS = flowOf(({ level, groups, age }) => {
  const older = groups === 0 ? 0 : Math.min(DONE, age + 1);
  return Array.from({ length: (groups + 1) * 6 }, (_, at) => {
    const [kept, come] = [Math.floor(at / 6), at % 6];
    const chance = binomial(groups, kept, 1 - LEAVES) * poisson((LEVELS[level] ?? 0) * LEAVES, come);
    return [stateOf(level, Math.min(MOST_GROUPS, kept + come), older), chance] as const;
  });
});

/** Chance that a level is another in the next week: a place opens or closes, or nothing changes. */
function levelAfter(before: number, after: number): number {
  if (before === 0) return after === 0 ? 1 - OPENS : OPENS / PULLS.length;
  if (after === 0) return CLOSES;
  return before === after ? 1 - CLOSES : 0;
}

function flowOf(next: (state: State) => readonly (readonly [to: number, chance: number])[]): Flow {
  const edges = ALL.flatMap((state, from) => {
    const sums = new Map<number, number>();
    for (const [to, chance] of next(state)) sums.set(to, (sums.get(to) ?? 0) + chance);
    return [...sums].filter(([, chance]) => chance > 1e-7).map(([to, chance]) => ({ from, to, chance }));
  });
  return {
    from: Int32Array.from(edges, ({ from }) => from),
    to: Int32Array.from(edges, ({ to }) => to),
    chance: Float64Array.from(edges, ({ chance }) => chance),
  };
}

/**
 * Goes where groups met and new spells met, weighed, are expected to be most. Made anew for every season.
 *
 * @param forSpells what a spell met in time is worth, in groups met
 */
export function filtered(forSpells: number): Strategy {
  const values = ALL.map(({ groups, age }) => {
    const spell = age < DONE && groups > 0 ? forSpells * (1 - missed(groups)) : 0;
    return groups * DETECTION + spell;
  });
  let beliefs = Array.from({ length: CELLS }, beginning);
  const seen = new Array<number>(CELLS).fill(0);
  let week = 0;
  return (monday, count) => {
    if (monday.week > week) {
      beliefs = beliefs.map((belief, cell) => {
        const told = learned(belief, cell, seen, monday);
        return flown(flown(told, OF_PLACES), OF_GROUPS);
      });
      week = monday.week;
    }
    const worth = (belief: Float64Array) =>
      belief.reduce((sum, chance, at) => sum + chance * (values[at] ?? 0), 0);
    return best(beliefs.map(worth), count, monday);
  };
}

function flown(belief: Float64Array, { from, to, chance }: Flow): Float64Array {
  const after = new Float64Array(STATES);
  for (let edge = 0; edge < from.length; edge++) {
    const into = to[edge] ?? 0;
    after[into] = (after[into] ?? 0) + (belief[from[edge] ?? 0] ?? 0) * (chance[edge] ?? 0);
  }
  return after;
}

function beginning(): Float64Array {
  const belief = new Float64Array(STATES);
  LEVELS.forEach((mean, level) => {
    for (let groups = 0; groups <= MOST_GROUPS; groups++)
      belief[stateOf(level, groups, DONE)] = (SHARES[level] ?? 0) * poisson(mean, groups);
  });
  return normal(belief);
}

function learned(belief: Float64Array, cell: number, seen: number[], { visits }: Monday): Float64Array {
  const news = visits[cell]?.slice(seen[cell]) ?? [];
  seen[cell] = visits[cell]?.length ?? 0;
  return news.reduce((before, { met }) => observed(before, met > 0), belief);
}

function observed(belief: Float64Array, met: boolean): Float64Array {
  const after = new Float64Array(STATES);
  ALL.forEach(({ level, groups }, at) => {
    const before = belief[at] ?? 0;
    const to = met ? stateOf(level, groups, DONE) : at;
    after[to] = (after[to] ?? 0) + before * (met ? 1 - missed(groups) : missed(groups));
  });
  return normal(after);
}

function normal(belief: Float64Array): Float64Array {
  const sum = belief.reduce((total, each) => total + each, 0);
  return belief.map((each) => each / sum);
}

function binomial(n: number, k: number, p: number): number {
  let ways = 1;
  for (let at = 0; at < k; at++) ways *= (n - at) / (at + 1);
  return ways * p ** k * (1 - p) ** (n - k);
}

function poisson(mean: number, k: number): number {
  let chance = Math.exp(-mean);
  for (let at = 1; at <= k; at++) chance *= mean / at;
  return chance;
}
