import { type RefObject, useEffect, useRef, useState } from "react";
import { DEFAULT_POSITION } from "./map-defaults.ts";
import { MapEngine } from "./map-engine.ts";
import { startMap } from "./map-start.ts";
import type { MapFailure, MapPosition } from "./map-types.ts";
import type { MapViewProps } from "./map-view.tsx";
import { useMapRuns } from "./use-map-runs.ts";

/** The map of a container, as far as it runs. */
export interface RunningMap {
  /** Undefined while it loads, or is lost. */
  readonly engine: MapEngine | undefined;
  /** The graphics card let go of the map again and again: it waits for the person's word. */
  readonly isLost: boolean;
  readonly restart: () => void;
}

/** Runs a map in a container. Another grid or style starts another map, and so does a lost drawing context. */
export function useMapEngine(holder: RefObject<HTMLDivElement | null>, props: MapViewProps): RunningMap {
  const [engine, setEngine] = useState<MapEngine>();
  const { run, isLost, lose, giveUp, restart } = useMapRuns();
  const latest = useRef(props);
  latest.current = props;
  const lastSeen = useRef<MapPosition>(undefined);
  const { grid, styleUrl } = props;
  useEffect(() => {
    const container = holder.current;
    if (!container || isLost) return undefined;
    const stop = new AbortController();
    let made: MapEngine | undefined;
    // A map that was shown before is asked for again by the person; a first one is replaced by the table.
    const unavailable = (failure: MapFailure) => {
      if (run > 0) giveUp();
      else latest.current.onUnavailable?.(failure);
    };
    const onLost = (event: Event) => {
      // Before MapLibre takes its style apart to wait for the context: a new map is made, deck.gl's part included.
      event.stopPropagation();
      lastSeen.current = made?.position();
      lose();
    };
    container.addEventListener("webglcontextlost", onLost, { capture: true, signal: stop.signal });
    const { view, theme } = latest.current;
    const at = lastSeen.current ?? view ?? DEFAULT_POSITION;
    lastSeen.current = undefined;
    const onForeignHosts = (hosts: readonly string[]) => latest.current.onForeignHosts?.(hosts);
    void startMap(container, { at, theme, styleUrl, onForeignHosts }, stop.signal).then((outcome) => {
      if (stop.signal.aborted) return;
      if (!outcome.ok) return unavailable(outcome.error);
      made = new MapEngine(outcome.value, grid);
      setEngine(made);
    });
    return () => {
      setEngine(undefined);
      stop.abort();
    };
  }, [holder, grid, styleUrl, run, isLost, lose, giveUp]);
  return { engine, isLost, restart };
}
