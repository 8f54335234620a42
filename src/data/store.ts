import { useSyncExternalStore } from "react";
import { onSession } from "./session-events.ts";

/** A value that outlives the screens which show it, for work that goes on while the person does something else. */
export interface Store<State> {
  readonly get: () => State;
  readonly set: (next: State) => void;
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Makes a store that holds `initial` and returns to it when the session stops: the next account on this browser
 * finds nothing (privacy.md, attack 25). `onEnd` stops the work itself.
 */
export function makeStore<State>(initial: State, onEnd?: () => void): Store<State> {
  let state = initial;
  const listeners = new Set<() => void>();
  const set = (next: State) => {
    state = next;
    for (const listener of [...listeners]) listener();
  };
  onSession((event) => {
    if (event === "signed_in") return;
    onEnd?.();
    set(initial);
  });
  return {
    get: () => state,
    set,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The state of a store, now and at each change. */
export function useStore<State>(store: Store<State>): State {
  return useSyncExternalStore(store.subscribe, store.get);
}
