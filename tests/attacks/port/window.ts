import { noiseOfKey } from "../../../src/reference/noise.ts";
import type { Place } from "../../../src/reference/place.ts";
import { mechanismOf, shared } from "../../../src/reference/rules.ts";
import { type Shown, shownBy } from "../../../src/reference/shown.ts";
import { type Contribution, type Tally, talliesOf } from "../../../src/reference/tally.ts";
import { cellKey, placeBytes } from "./keys.ts";

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
