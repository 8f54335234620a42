import { REFERENCE_SEED, VOLUMES } from "../../../src/reference/city.ts";
import { DESIGN } from "../../../src/reference/rules.ts";
import { drawSeason, type LeafWindow, windowsOf } from "../../../src/reference/season.ts";
import { categoriesOf } from "../../../src/reference/tally.ts";
import { mean } from "../../../src/reference/targets.ts";
import { type Context, exactly, type Part } from "../attack.ts";
import { leafWindows } from "../simulation/leaf-windows.ts";
import { researchDistance } from "./research.ts";

/** What each youth of a leaf changes in a research quarter. */
function researchDistances({ people }: LeafWindow): number[] {
  const counts = new Map<string, number>();
  for (const each of people) {
    for (const name of categoriesOf("lead", each)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const known = new Map<string, number>();
  return people.map((each) => {
    const own = categoriesOf("lead", each).map((name) => counts.get(name) ?? 0);
    const key = own.join(" ");
    const before = known.get(key) ?? researchDistance(people.length, own);
    known.set(key, before);
    return before;
  });
}

/** Attack 2 on research releases, by the specified noise; leaves of 2 km and more. */
export function researchParts({ full, say }: Context): Part[] {
  const leaves = VOLUMES.filter((volume) => full || volume !== "large").flatMap((volume) => {
    say(`differencing: researcher, ${volume} city`);
    const season = drawSeason(volume, REFERENCE_SEED, { ...DESIGN, finestKm: 2 });
    return windowsOf("lead")
      .flatMap((day) => leafWindows(season, "lead", day))
      .filter(({ people }) => people.length > 0);
  });
  const distances = leaves.map(researchDistances);
  return [
    exactly("researcher: average over leaves", mean(distances.map(mean)), 0.2),
    exactly("researcher: worst youth", Math.max(...distances.flat()), 0.33),
  ];
}
