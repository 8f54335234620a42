import { AGE_BANDS, type AgeBand, type Gender } from "../../src/domain/place-kind.ts";
import type { Random } from "../../src/domain/random.ts";
import type { Spot } from "./activity.ts";

/** Invented mixes, in the order of AGE_BANDS: on the street mostly 13–17, families with small children at sites. */
const STREET_AGES = [0.01, 0.03, 0.09, 0.29, 0.43, 0.08, 0.07];
const SITE_AGES = [0.22, 0.2, 0.18, 0.18, 0.13, 0.04, 0.05];
const SITE_GIRL_SHARE = 0.47;

/** Sizes 1–7 of a group met together: mean about 2.1, rarely large. */
const GROUP_SIZES = [0.47, 0.26, 0.13, 0.07, 0.04, 0.02, 0.01];
export const MEAN_GROUP = GROUP_SIZES.reduce((sum, share, at) => sum + share * (at + 1), 0);

/** Size of a group met together, 1–7. */
export function groupSize(random: Random): number {
  return random.weighted(GROUP_SIZES) + 1;
}

/** What is noted of one invented youth: age band and gender, often as they look. */
export function person(random: Random, spot: Spot | "site"): { ageBand: AgeBand; gender: Gender } {
  const ages = spot === "site" ? SITE_AGES : STREET_AGES;
  const ageBand = AGE_BANDS[random.weighted(ages)] ?? "?";
  return { ageBand, gender: genderOf(random, spot === "site" ? SITE_GIRL_SHARE : spot.girlShare) };
}

function genderOf(random: Random, girlShare: number): Gender {
  const draw = random.next();
  if (draw < 0.035) return "?";
  if (draw < 0.045) return "other";
  return random.chance(girlShare) ? "girl" : "boy";
}
