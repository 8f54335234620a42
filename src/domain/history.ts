/** States before and after the one in hand, so that every step can be taken back. */
export interface History<State> {
  readonly past: readonly State[];
  readonly now: State;
  readonly future: readonly State[];
}

/** Steps that can be taken back; older ones are forgotten. */
const MOST_STEPS = 100;

/** A history that begins here. */
export function historyOf<State>(now: State): History<State> {
  return { past: [], now, future: [] };
}

/** One step on. The same state is no step; what had been taken back is forgotten. */
export function stepped<State>(history: History<State>, next: State): History<State> {
  if (next === history.now) return history;
  return { past: [...history.past, history.now].slice(-MOST_STEPS), now: next, future: [] };
}

/** Takes the last step back. */
export function undone<State>({ past, now, future }: History<State>): History<State> {
  const before = past.at(-1);
  if (before === undefined) return { past, now, future };
  return { past: past.slice(0, -1), now: before, future: [now, ...future] };
}

/** Does again what was taken back. */
export function redone<State>({ past, now, future }: History<State>): History<State> {
  const [next, ...rest] = future;
  if (next === undefined) return { past, now, future };
  return { past: [...past, now], now: next, future: rest };
}

/** Every state changed alike: what somebody else did is no step that could be taken back here. */
export function everywhere<State>(history: History<State>, change: (state: State) => State): History<State> {
  const { past, now, future } = history;
  return { past: past.map(change), now: change(now), future: future.map(change) };
}
