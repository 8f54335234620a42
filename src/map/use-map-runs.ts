import { useCallback, useEffect, useRef, useState } from "react";

/** Maps made anew by themselves within so long; what fails more often is not mended by one more try. */
const RETRIES = 2;
const WITHIN_MS = 60_000;

/** How often the map was started, and whether it is given up. */
export interface MapRuns {
  /** 0 for the first map; each new number is another map. */
  readonly run: number;
  readonly isLost: boolean;
  /** The drawing context went away: another map is due. */
  readonly lose: () => void;
  /** No new map could be had. */
  readonly giveUp: () => void;
  /** The person asks for another try. */
  readonly restart: () => void;
}

/**
 * Counts maps. A graphics card lets go of a page when it is reset, short of memory, or when a phone sleeps: the map is
 * then made anew, once the page is in sight, twice within a minute; after that the person is asked.
 */
export function useMapRuns(): MapRuns {
  const [run, setRun] = useState(0);
  const [isLost, setIsLost] = useState(false);
  const losses = useRef<readonly number[]>([]);
  const waiting = useRef<AbortController>(undefined);
  useEffect(() => () => waiting.current?.abort(), []);
  const lose = useCallback(() => {
    const now = performance.now();
    losses.current = [...losses.current.filter((at) => now - at < WITHIN_MS), now];
    if (losses.current.length > RETRIES) return setIsLost(true);
    waiting.current?.abort();
    waiting.current = onceInSight(() => setRun((before) => before + 1));
  }, []);
  const giveUp = useCallback(() => setIsLost(true), []);
  const restart = useCallback(() => {
    losses.current = [];
    setIsLost(false);
    setRun((before) => before + 1);
  }, []);
  return { run, isLost, lose, giveUp, restart };
}

/** Calls back now, or when the page is next in sight: browsers refuse or take back what a hidden page asks for. */
function onceInSight(tell: () => void): AbortController {
  const stop = new AbortController();
  const look = () => {
    if (document.hidden || stop.signal.aborted) return;
    stop.abort();
    tell();
  };
  document.addEventListener("visibilitychange", look, { signal: stop.signal });
  queueMicrotask(look);
  return stop;
}
