/** Fills the routes again: the stop with the most score^p per minute of detour goes in first. */
import { type Filler, gather, type Manner, weigh } from "./candidates.ts";
import { insertStop } from "./change.ts";
import { obtain, rescan } from "./insertion.ts";
import type { State } from "./state.ts";

/** Puts stops in until none fits. `removed` are the points just taken out. */
export function recreate(state: State, filler: Filler, manner: Manner, removed: readonly number[]): void {
  filler.base = manner.base;
  const gathered = gather(state, filler, removed);
  weigh(state, filler, manner, gathered);
  for (let w = 0; w < gathered; w++) {
    const point = filler.waiting[w] as number;
    for (let r = 0; r < state.m; r++) obtain(state, filler.offers, point, r, manner.blink);
    choose(state, filler, point);
  }
  let round = survey(filler, gathered);
  while (round.waiting > 0) {
    const point = filler.waiting[round.best] as number;
    filler.waiting[round.best] = filler.waiting[round.waiting - 1] as number;
    const r = filler.into[point] as number;
    const place = filler.offers.at[point * state.m + r] as number;
    insertStop(state, point, r, place);
    update(state, filler, round.waiting - 1, r, place, manner.blink);
    round = survey(filler, round.waiting - 1);
  }
}

/** Brings the offers of all waiting points up to date after an insertion into a route. */
function update(
  state: State,
  filler: Filler,
  waiting: number,
  r: number,
  place: number,
  blink: number,
): void {
  const { offers, into, ratio, weight } = filler;
  const relative = state.relative[r] as Float64Array;
  const version = state.version[r] as number;
  for (let w = 0; w < waiting; w++) {
    const point = filler.waiting[w] as number;
    const slot = point * state.m + r;
    if (offers.at[slot] === 0) {
      offers.version[slot] = version;
      continue;
    }
    rescan(state, offers, point, r, place, blink);
    if (into[point] === r) {
      choose(state, filler, point);
      continue;
    }
    const worth =
      ((weight[point] as number) * (relative[point] as number)) /
      ((offers.cost[slot] as number) + filler.base);
    if (worth > (ratio[point] as number)) {
      ratio[point] = worth;
      into[point] = r;
    }
  }
}

/**
 * Drops the points that fit nowhere any more (feasibility only shrinks while stops are added) and finds the
 * place of the best of the others.
 */
function survey(
  { waiting: points, into, ratio }: Filler,
  waiting: number,
): { waiting: number; best: number } {
  let kept = 0;
  let best = 0;
  let most = -1;
  for (let w = 0; w < waiting; w++) {
    const point = points[w] as number;
    if ((into[point] as number) < 0) continue;
    if ((ratio[point] as number) > most) {
      most = ratio[point] as number;
      best = kept;
    }
    points[kept++] = point;
  }
  return { waiting: kept, best };
}

/** Finds a point's best route: most gain per cost. */
function choose(state: State, filler: Filler, point: number): void {
  const { cost } = filler.offers;
  const from = point * state.m;
  let most = 0;
  let best = -1;
  for (let r = 0; r < state.m; r++) {
    const ratio =
      ((state.relative[r] as Float64Array)[point] as number) / ((cost[from + r] as number) + filler.base);
    if (ratio > most) {
      most = ratio;
      best = r;
    }
  }
  filler.into[point] = best;
  filler.ratio[point] = (filler.weight[point] as number) * most;
}
