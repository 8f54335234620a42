import { useEffect, useRef, useState } from "react";
import type { PublishedWindow } from "../../data/windows.ts";
import { firstSpan, nextSpan, type Span } from "./periods.ts";

/** Long enough to look at a territory before it changes. */
const STEP_MS = 1400;

/** Steps a range through the windows until the last one; at the end, play begins again at the first. */
export function usePlay(
  windows: readonly PublishedWindow[],
  span: Span,
  onSpan: (span: Span) => void,
): { readonly playing: boolean; readonly toggle: () => void } {
  const [playing, setPlaying] = useState(false);
  const { first, last } = span;
  const move = useRef(onSpan);
  move.current = onSpan;
  useEffect(() => {
    if (!playing) return undefined;
    const next = nextSpan(windows, { first, last });
    if (!next) {
      setPlaying(false);
      return undefined;
    }
    const timer = setTimeout(() => move.current(next), STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, windows, first, last]);
  const toggle = () => {
    if (!playing && !nextSpan(windows, span)) onSpan(firstSpan(windows, span));
    setPlaying(!playing);
  };
  return { playing, toggle };
}
