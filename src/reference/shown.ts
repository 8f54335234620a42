import { categoryClass, type Draws, type Mechanism, shownTotal } from "./rules.ts";
import type { Tally } from "./tally.ts";

/** What a leaf shows: `breakdown/category` → class. Empty: hidden. */
export type Shown = Readonly<Record<string, number>>;

/** What a leaf shows by a mechanism, for any source of noise. */
export function shownBy(
  mechanism: Mechanism,
  [total, ...categories]: readonly Tally[],
  visitsSuffice: boolean,
  draw: (tally: Tally) => Draws,
): Shown {
  if (!total || total.n === 0 || !visitsSuffice) return {};
  const drawn = draw(total);
  const y = shownTotal(mechanism, total, drawn);
  if (y === undefined) return {};
  // The total's own y is never capped; its class is that of y.
  const shown: Record<string, number> = {
    [total.name]: categoryClass({ ...mechanism, nearlyAll: "told" }, y, total, drawn),
  };
  for (const tally of categories) {
    const reached = categoryClass(mechanism, y, tally, draw(tally));
    if (reached > 0) shown[tally.name] = reached;
  }
  return shown;
}
