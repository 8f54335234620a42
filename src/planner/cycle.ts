/** How a cycle of annealing begins: afresh, or from a plan bred from the best of past cycles. */
import type { Search } from "./anneal.ts";
import { clear, insertStop, settle } from "./change.ts";
import { breed, keepElite } from "./elites.ts";
import { costAt } from "./insertion.ts";
import { recreate } from "./recreate.ts";
import { TUNING } from "./tuning.ts";

/** Ends a cycle, keeps its best plan among the elites, and begins the next. */
export function nextCycle(search: Search): void {
  const { state, elites, cycleBest } = search;
  keepElite(elites, cycleBest);
  cycleBest.worth = -Infinity;
  search.inCycle = 0;
  search.span *= TUNING.growth;
  const bred = elites.plans.length >= TUNING.fewestElites && state.random() < TUNING.breedShare;
  search.heat = bred ? TUNING.warm : TUNING.hot;
  search.length = Math.floor(search.span * (bred ? TUNING.warmLength : 1));
  if (bred) breed(elites, state);
  else plant(search);
  const power = bred ? 1 : 1 + Math.floor(state.random() * 3);
  const spread = bred
    ? { noise: 0, blink: 0, focus: -1 }
    : { noise: 1.5, blink: 0.1, focus: anyStop(search) };
  recreate(state, search.filler, { power, base: 1e-3, ...spread }, []);
  settle(state);
}

/** Empties the plan and starts most routes at a random stop, so that cycles end in different plans. */
function plant(search: Search): void {
  const { state } = search;
  clear(state);
  for (let r = 0; r < state.m; r++) {
    if (state.random() > TUNING.plantShare) continue;
    const point = anyStop(search);
    const free =
      (state.routeOf[point] as number) < 0 && ((state.gains[r] as Float64Array)[point] as number) >= 0;
    if (free && costAt(state, point, r, 1) < Infinity) insertStop(state, point, r, 1);
  }
}

function anyStop({ state, stops }: Search): number {
  return stops[Math.floor(state.random() * stops.length)] as number;
}
