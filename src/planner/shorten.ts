/** Shortens one route without changing its stops: 2-opt (Croes 1958) and or-opt (Or 1976), first gain taken. */
import { refresh, type State, touch } from "./state.ts";

const LEAST_GAIN = 1e-7;

/** Shortens a route until no move helps; true where it did. Only for problems without windows. */
export function shorten(state: State, r: number, longestMoved: number): boolean {
  let changed = false;
  while (twoOpt(state, r) || orOpt(state, r, longestMoved)) changed = true;
  if (changed) refresh(state, r);
  return changed;
}

/** Reverses a stretch where that is shorter (travel times taken as symmetric, checked exactly otherwise). */
function twoOpt(state: State, r: number): boolean {
  const { seq, n, width } = state;
  const out = state.out[r] as Float64Array;
  if (out !== state.into[r]) return false;
  const first = r * width;
  const last = first + (state.len[r] as number) - 1;
  for (let i = first; i < last - 1; i++) {
    const a = (seq[i] as number) * n;
    const b = (seq[i + 1] as number) * n;
    const ab = out[a + (seq[i + 1] as number)] as number;
    for (let j = i + 2; j < last; j++) {
      const c = seq[j] as number;
      const d = seq[j + 1] as number;
      const change = (out[a + c] as number) + (out[b + d] as number) - ab - (out[c * n + d] as number);
      if (change < -LEAST_GAIN) {
        touch(state, r);
        reverse(seq, i + 1, j);
        return true;
      }
    }
  }
  return false;
}

/** Moves a stretch of one to `longest` stops elsewhere in its direction. */
function orOpt(state: State, r: number, longest: number): boolean {
  const length = state.len[r] as number;
  for (let size = 1; size <= longest; size++) {
    for (let i = 1; i + size < length; i++) {
      const j = betterPlace(state, r, i, size);
      if (j >= 0) {
        touch(state, r);
        move(state.seq, r * state.width, i, size, j);
        return true;
      }
    }
  }
  return false;
}

/** A place after which the stretch i … i + size − 1 costs less travel than where it is; −1: none. */
function betterPlace(state: State, r: number, i: number, size: number): number {
  const { seq, n } = state;
  const out = state.out[r] as Float64Array;
  const first = r * state.width;
  const head = seq[first + i] as number;
  const tail = (seq[first + i + size - 1] as number) * n;
  const before = (seq[first + i - 1] as number) * n;
  const after = seq[first + i + size] as number;
  const saved =
    (out[before + head] as number) + (out[tail + after] as number) - (out[before + after] as number);
  if (saved < LEAST_GAIN) return -1;
  const length = state.len[r] as number;
  for (let j = 0; j < length - 1; j++) {
    if (j === i - 1) j += size + 1;
    if (j >= length - 1) break;
    const a = (seq[first + j] as number) * n;
    const b = seq[first + j + 1] as number;
    const added = (out[a + head] as number) + (out[tail + b] as number) - (out[a + b] as number);
    if (added < saved - LEAST_GAIN) return j;
  }
  return -1;
}

/** Turns the entries from `i` to `j` round. */
function reverse(seq: Int32Array, i: number, j: number): void {
  for (let a = i, b = j; a < b; a++, b--) {
    const point = seq[a] as number;
    seq[a] = seq[b] as number;
    seq[b] = point;
  }
}

/** Moves `size` entries from place i to behind the place j, which lies outside them: a rotation by three turns. */
function move(seq: Int32Array, first: number, i: number, size: number, j: number): void {
  const [from, to] = j > i ? [i, j] : [j + 1, i + size - 1];
  const middle = j > i ? i + size : i;
  reverse(seq, first + from, first + middle - 1);
  reverse(seq, first + middle, first + to);
  reverse(seq, first + from, first + to);
}
