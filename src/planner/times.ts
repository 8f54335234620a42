/** Times of one route, recomputed from its order. */
import { type Route, TOLERANCE } from "./problem.ts";
import type { State } from "./state.ts";

/** Travel time of a route; sets its arcs and slack. */
export function durationOf(state: State, r: number): number {
  const { seq, arc, service, n } = state;
  const into = state.into[r] as Float64Array;
  const first = r * state.width;
  const last = first + (state.len[r] as number) - 1;
  let travel = 0;
  let served = 0;
  for (let i = first + 1; i <= last; i++) {
    const point = seq[i] as number;
    const step = into[point * n + (seq[i - 1] as number)] as number;
    arc[i] = step;
    travel += step;
    if (i < last) served += service[point] as number;
  }
  state.slack[r] = (state.problem.routes[r] as Route).limit + TOLERANCE - travel - served;
  return travel;
}

/** Travel time of a route; sets its arcs, times and latest arrivals. */
export function timesOf(state: State, r: number): number {
  const { seq, es, ls, leaves, arc, service, width } = state;
  const { limit, opens, closes } = state.problem.routes[r] as Route;
  const into = state.into[r] as Float64Array;
  const first = r * width;
  const last = first + (state.len[r] as number) - 1;
  let travel = 0;
  let time = 0;
  es[first] = 0;
  leaves[first] = 0;
  for (let i = first + 1; i <= last; i++) {
    const point = seq[i] as number;
    const step = into[point * state.n + (seq[i - 1] as number)] as number;
    arc[i] = step;
    travel += step;
    time += step;
    if (i < last) time = Math.max(time, opens[point] as number);
    es[i] = time;
    if (i < last) time += service[point] as number;
    leaves[i] = time;
  }
  let latest = limit + TOLERANCE;
  ls[last] = latest;
  for (let i = last - 1; i > first; i--) {
    const point = seq[i] as number;
    latest = Math.min(
      latest - (arc[i + 1] as number) - (service[point] as number),
      (closes[point] as number) + TOLERANCE,
    );
    ls[i] = latest;
  }
  ls[first] = latest - (arc[first + 1] as number);
  return travel;
}
