import { cellKey, noiseOfKey, type Place, placeBytes } from "./keys.ts";
import { categoryClass, type Draws, type Mechanism, mechanismOf, shared, shownTotal } from "./rules.ts";
import { type Contribution, type Tally, talliesOf } from "./tally.ts";

/** What a leaf shows: `breakdown/category` → class. Empty: hidden. */
export type Shown = Readonly<Record<string, number>>;

/** What a leaf shows of these people by privacy.md's rules, with the noise of their keys. */
export function shownOf(
  place: Place,
  people: readonly Contribution[],
  visitsSuffice: boolean,
  mechanism = mechanismOf(place.tier),
): Shown {
  const bytes = placeBytes(place);
  const draw = (tally: Tally) => shared(noiseOfKey(cellKey(bytes, tally.keySum)));
  return shownBy(mechanism, talliesOf(place.tier, people), visitsSuffice, draw);
}

/** What a leaf shows by a mechanism, for any source of noise. */
function shownBy(
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
