import { useCallback, useMemo } from "react";
import { useLocation, useSearch } from "wouter";

/** How a room's state stands in the address: pure, both ways; unknown or malformed parts read as defaults. */
export interface UrlCodec<State> {
  readonly read: (params: URLSearchParams) => State;
  readonly write: (state: State) => URLSearchParams;
}

/**
 * A room's state, kept in the query of the address. A change replaces the history entry unless `push` is said, so
 * that *back* leaves the room instead of undoing a slider.
 */
export function useUrlState<State extends object>(
  codec: UrlCodec<State>,
): [State, (change: Partial<State>, how?: "push" | "replace") => void] {
  const search = useSearch();
  const [, navigate] = useLocation();
  const state = useMemo(() => codec.read(new URLSearchParams(search)), [codec, search]);
  const change = useCallback(
    (part: Partial<State>, how: "push" | "replace" = "replace") => {
      const now = codec.read(new URLSearchParams(window.location.search));
      const query = codec.write({ ...now, ...part }).toString();
      if (query === window.location.search.replace(/^\?/, "")) return;
      navigate(window.location.pathname + (query === "" ? "" : `?${query}`), { replace: how === "replace" });
    },
    [codec, navigate],
  );
  return [state, change];
}
