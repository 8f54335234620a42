import type { Tier } from "../../../src/domain/release.ts";
import { type CityMap, mapOf } from "../../../src/reference/maps.ts";
import type { Season } from "../../../src/reference/season.ts";
import { shownOf } from "../port/window.ts";
import { leafWindows } from "../simulation/leaf-windows.ts";

/** The released map of a window, with the noise of its keys; and the share of contributions shown. */
export function releasedMap(
  season: Season,
  tier: Tier,
  firstDay: number,
): { map: CityMap; shownShare: number } {
  const leaves = leafWindows(season, tier, firstDay);
  const classes = leaves.map(
    (leaf) => shownOf(leaf.place, leaf.people, leaf.visitsSuffice)["total/all"] ?? 0,
  );
  return mapOf(season, tier, leaves, classes);
}
