import type { Screen } from "../domain/screen.ts";

/** What people open on a phone, most wanted first. */
const ON_A_PHONE: readonly Screen[] = ["map", "rounds", "field"];

/** Screens that a bar of 360 px holds beside the account, each with its word whole. */
const MOST = 4;

/** A phone's bar: all screens where they fit, else three, in the rail's order, and the others under *Plus*. */
export function barOf(screens: readonly Screen[]): {
  readonly shown: readonly Screen[];
  readonly more: readonly Screen[];
} {
  if (screens.length <= MOST) return { shown: screens, more: [] };
  const wanted = [...ON_A_PHONE, ...screens].filter((screen) => screens.includes(screen));
  const first = new Set(wanted.filter((screen, at) => wanted.indexOf(screen) === at).slice(0, MOST - 1));
  return {
    shown: screens.filter((screen) => first.has(screen)),
    more: screens.filter((screen) => !first.has(screen)),
  };
}
