/** The changes a search makes to its state: put in, take out, reverse course. */
import { markChanged, refresh, type State, touch } from "./state.ts";

/** Puts a point into a route, before the place `at` (1 … length − 1). */
export function insertStop(state: State, point: number, r: number, at: number): void {
  touch(state, r);
  const first = r * state.width;
  const length = state.len[r] as number;
  if (!state.windows) widen(state, point, r, first + at, first + length);
  for (let i = first + length; i > first + at; i--) state.seq[i] = state.seq[i - 1] as number;
  state.seq[first + at] = point;
  state.len[r] = length + 1;
  enter(state, point, r);
  if (state.windows) refresh(state, r);
}

/** Without windows, what an insertion before the entry `i` changes: two arcs, the travel time and the slack. */
function widen(state: State, point: number, r: number, i: number, end: number): void {
  const { seq, arc } = state;
  const row = point * state.n;
  const coming = (state.into[r] as Float64Array)[row + (seq[i - 1] as number)] as number;
  const going = (state.out[r] as Float64Array)[row + (seq[i] as number)] as number;
  const detour = coming + going - (arc[i] as number);
  for (let k = end; k > i; k--) arc[k] = arc[k - 1] as number;
  arc[i] = coming;
  arc[i + 1] = going;
  state.slack[r] = (state.slack[r] as number) - detour - (state.service[point] as number);
  state.length[r] = (state.length[r] as number) + detour;
  state.travel += detour;
  markChanged(state, r);
}

/** Takes `count` points out of a route, from the place `at`; the caller refreshes the route. */
export function removeStops(state: State, r: number, at: number, count: number): void {
  if (count <= 0) return;
  touch(state, r);
  const first = r * state.width;
  const length = state.len[r] as number;
  for (let i = first + at; i < first + at + count; i++) leave(state, state.seq[i] as number);
  for (let i = first + at; i < first + length - count; i++) state.seq[i] = state.seq[i + count] as number;
  state.len[r] = length - count;
}

/** Takes every stop out of every route. */
export function clear(state: State): void {
  for (let r = 0; r < state.m; r++) {
    removeStops(state, r, 1, (state.len[r] as number) - 2);
    refresh(state, r);
  }
}

/** Accepts the present plan: nothing can be taken back any more. */
export function settle(state: State): void {
  for (let r = 0; r < state.m; r++) state.touched[r] = 0;
}

/** Takes back every change since `settle`. */
export function takeBack(state: State): void {
  const { touched, seq, oldSeq, width } = state;
  for (let r = 0; r < state.m; r++) {
    const end = touched[r] ? r * width + (state.len[r] as number) - 1 : 0;
    for (let i = r * width + 1; i < end; i++) leave(state, seq[i] as number);
  }
  for (let r = 0; r < state.m; r++) {
    if (!touched[r]) continue;
    const first = r * width;
    const length = state.oldLen[r] as number;
    for (let i = first; i < first + length; i++) seq[i] = oldSeq[i] as number;
    state.len[r] = length;
    for (let i = first + 1; i < first + length - 1; i++) enter(state, seq[i] as number, r);
    refresh(state, r);
    state.version[r] = state.oldVersion[r] as number;
  }
  settle(state);
}

/** Minutes that the groups lack to reach their shares, in sum. */
function lackingMinutes(state: State): number {
  let sum = 0;
  for (let g = 0; g < state.minutes.length; g++) sum += lackingOf(state, g);
  return sum;
}

/** Minutes that a group lacks to reach its share; 0 where it is reached. */
export function lackingOf(state: State, group: number): number {
  const share = state.problem.shares[group]?.share ?? 0;
  const lack = share * (state.minutes[group] as number) - (state.counted[group] as number);
  return lack > 1e-9 ? lack : 0;
}

/** What the search maximises: scores, then required stops and shares by their own weights. */
export function worth(state: State): number {
  return state.minutes.length === 0 ? state.gain : state.gain - state.lackCost * lackingMinutes(state);
}

function enter(state: State, point: number, r: number): void {
  state.routeOf[point] = r;
  state.gain += (state.gains[r] as Float64Array)[point] as number;
  count(state, point, r, 1);
}

function leave(state: State, point: number): void {
  const r = state.routeOf[point] as number;
  state.routeOf[point] = -1;
  state.gain -= (state.gains[r] as Float64Array)[point] as number;
  count(state, point, r, -1);
}

function count(state: State, point: number, r: number, sign: number): void {
  const group = state.problem.group[point] as number;
  if (group < 0) return;
  const minutes = sign * (state.service[point] as number);
  state.minutes[group] = (state.minutes[group] as number) + minutes;
  if (state.problem.routes[r]?.counts[point])
    state.counted[group] = (state.counted[group] as number) + minutes;
}
