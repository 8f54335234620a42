import { type RefObject, useEffect, useRef, useState } from "react";
import { DEFAULT_POSITION } from "./map-defaults.ts";
import { MapEngine } from "./map-engine.ts";
import { startMap } from "./map-start.ts";
import type { MapViewProps } from "./map-view.tsx";

/** The running map of a container; undefined while it loads. Another grid or style starts another map. */
export function useMapEngine(
  holder: RefObject<HTMLDivElement | null>,
  props: MapViewProps,
): MapEngine | undefined {
  const [engine, setEngine] = useState<MapEngine>();
  const latest = useRef(props);
  latest.current = props;
  const { grid, styleUrl } = props;
  useEffect(() => {
    const container = holder.current;
    if (!container) return undefined;
    const stop = new AbortController();
    const { view, theme } = latest.current;
    void startMap(container, { at: view ?? DEFAULT_POSITION, theme, styleUrl }, stop.signal).then(
      (outcome) => {
        if (stop.signal.aborted) return;
        if (!outcome.ok) return latest.current.onUnavailable?.(outcome.error);
        const made = new MapEngine(outcome.value, grid);
        if (made.hosts.length > 0) latest.current.onForeignHosts?.(made.hosts);
        setEngine(made);
      },
    );
    return () => {
      setEngine(undefined);
      stop.abort();
    };
  }, [holder, grid, styleUrl]);
  return engine;
}
