import { randomFrom } from "../../src/domain/random.ts";
import type { Tier } from "../../src/domain/release.ts";
import { REFERENCE_SEED, VOLUMES } from "../../src/reference/city.ts";
import { chancesOf } from "../../src/reference/outputs.ts";
import { DESIGN, mechanismOf, WINDOW_DAYS } from "../../src/reference/rules.ts";
import { drawSeason, type LeafWindow, type Season, windowsOf, youthOf } from "../../src/reference/season.ts";
import { talliesOf } from "../../src/reference/tally.ts";
import { mean } from "../../src/reference/targets.ts";
import type { Attack, Context, Findings, Part } from "./attack.ts";
import { type Evidence, evidenceOf, isTold } from "./measure/evidence.ts";
import { isRawlyTold, quarterEvidence } from "./measure/research-evidence.ts";
import { advantage } from "./measure/wilson.ts";
import { leafWindows } from "./simulation/leaf-windows.ts";

/** A youth met in a quarter: leaves of windows with the places of the youth's contributions of that quarter. */
interface Target {
  readonly staff: readonly { tier: Tier; leaf: LeafWindow; own: readonly number[] }[];
  readonly research: readonly { leaf: LeafWindow; own: readonly number[] }[];
}

type Found = Map<string, { leaf: LeafWindow; own: number[] }[]>;

/** Contributions of each youth in some windows' leaves. */
function byYouth(leaves: readonly LeafWindow[], isOf: (encounter: string) => boolean): Found {
  const found: Found = new Map();
  for (const leaf of leaves) {
    const here = new Map<string, number[]>();
    for (const [at, { encounter }] of leaf.people.entries()) {
      const youth = youthOf(encounter);
      if (isOf(encounter)) here.set(youth, [...(here.get(youth) ?? []), at]);
    }
    for (const [youth, own] of here) found.set(youth, [...(found.get(youth) ?? []), { leaf, own }]);
  }
  return found;
}

/** Every youth of every quarter of a city, with all releases that the youth is in. */
function targetsOf(season: Season, coarse: Season): Target[] {
  return windowsOf("lead").flatMap((day) => {
    const quarter = leafWindows(coarse, "lead", day);
    const inQuarter = new Set(quarter.flatMap(({ people }) => people.map(({ encounter }) => encounter)));
    const research = byYouth(quarter, () => true);
    const windows = (["educator", "lead"] as const).map((tier) => {
      const days = windowsOf(tier).filter(
        (first) => first < day + WINDOW_DAYS.lead && first + WINDOW_DAYS[tier] > day,
      );
      const leaves = days.flatMap((first) => leafWindows(season, tier, first));
      return { tier, found: byYouth(leaves, (encounter) => inQuarter.has(encounter)) };
    });
    return [...research].map(([youth, own]) => ({
      research: own,
      staff: windows.flatMap(({ tier, found }) =>
        (found.get(youth) ?? []).map((each) => ({ tier, ...each })),
      ),
    }));
  });
}

/** What all windows about a youth tell, each with unrelated noise: place and time are in its key. */
function evidenceAbout({ staff, research }: Target): { staff: Evidence[]; all: Evidence[] } {
  const seen = staff.map(({ tier, leaf, own }) => {
    const outputs = (people: LeafWindow["people"]) =>
      chancesOf(mechanismOf(tier), talliesOf(tier, people), leaf.visitsSuffice);
    const others = leaf.people.filter((_, at) => !own.includes(at));
    return evidenceOf(outputs(leaf.people), outputs(others));
  });
  return { staff: seen, all: [...seen, ...research.flatMap(({ leaf, own }) => quarterEvidence(leaf, own))] };
}

function played(targets: readonly Target[], trials: number) {
  const random = randomFrom("quarter");
  const known = new Map<Target, ReturnType<typeof evidenceAbout>>();
  let right = 0;
  let byStaff = 0;
  for (let trial = 0; trial < trials; trial++) {
    const target = random.pick(targets);
    const evidence = known.get(target) ?? evidenceAbout(target);
    known.set(target, evidence);
    const isThere = trial % 2 === 0;
    if (isTold(random, evidence.all, isThere)) right++;
    if (isTold(random, evidence.staff, isThere)) byStaff++;
  }
  const part: Part = { name: "average over youths", ...advantage(right, trials), bound: 0.55 };
  return { part, staffAlone: advantage(byStaff, trials).measure };
}

/** The same quarter as raw counts, those below 20 suppressed: a leaf that is shown tells its youths. */
function toldRawly({ research }: Target): number {
  return research.some(({ leaf, own }) => isRawlyTold(leaf, own)) ? 1 : 0;
}

function run({ trials, full, say }: Context): Findings {
  const volumes = VOLUMES.filter((volume) => full || volume === "small");
  const targets = volumes.flatMap((volume) => {
    say(`quarter: ${volume} city`);
    return targetsOf(
      drawSeason(volume, REFERENCE_SEED),
      drawSeason(volume, REFERENCE_SEED, { ...DESIGN, finestKm: 2 }),
    );
  });
  say(`quarter: ${targets.length} youths met in a quarter`);
  const { part, staffAlone } = played(targets, trials);
  return {
    parts: [part],
    unprotected: mean(targets.map(toldRawly)),
    beside: { "staff windows alone": staffAlone },
  };
}

/** Attack 21: everything published of a quarter about one youth: the research quarter, the educators' windows and the leads'. */
export const quarter: Attack = {
  id: 21,
  name: "research quarter and staff windows combined",
  bites: 0.9,
  run,
};
