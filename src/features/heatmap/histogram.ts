import type { PublishedWindow } from "../../data/windows.ts";
import { sameSeason } from "./periods.ts";

/** One window as a bar. */
export interface WindowBar {
  readonly window: PublishedWindow;
  /** 0–1 of the tallest; 0 where nothing is shown. */
  readonly height: number;
  /** A new season begins here: leaves before and after are not the same. */
  readonly breakBefore: boolean;
}

/** Windows as bars: the sum of lower bounds of the leaves that each one shows. */
export function histogramOf(windows: readonly PublishedWindow[]): WindowBar[] {
  const most = Math.max(1, ...windows.map((window) => window.at_least));
  return windows.map((window, at) => ({
    window,
    height: Math.max(0, window.at_least) / most,
    breakBefore: at > 0 && !sameSeason(windows, at - 1, at),
  }));
}
