import { worth } from "./change.ts";
import type { State } from "./state.ts";

/** A plan set aside. */
export interface Snapshot {
  readonly seq: Int32Array;
  readonly len: Int32Array;
  worth: number;
  travel: number;
}

const HAIR = 1e-7;

/** Sets the present plan aside. */
export function snapshotOf(state: State): Snapshot {
  return { seq: state.seq.slice(), len: state.len.slice(), worth: worth(state), travel: state.travel };
}

/** Replaces a snapshot where the present plan is better: more worth, or as much with less travel. */
export function replaceIfBetter(state: State, kept: Snapshot): boolean {
  const value = worth(state);
  const more = value - kept.worth;
  if (more < -HAIR || (more < HAIR && state.travel > kept.travel - HAIR)) return false;
  kept.seq.set(state.seq);
  kept.len.set(state.len);
  kept.worth = value;
  kept.travel = state.travel;
  return true;
}
