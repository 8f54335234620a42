import { type Random, randomFrom } from "../domain/random.ts";
import type { Tier } from "../domain/release.ts";
import type { City } from "./city.ts";
import { earthMover } from "./earth-mover.ts";
import { simulate } from "./encounters.ts";
import { mapOf, rawMap, recall } from "./maps.ts";
import { chancesOf, distance, NOISES } from "./outputs.ts";
import { DESIGN, mechanismOf, type Rules, shared } from "./rules.ts";
import { type LeafWindow, leafWindows, learnSeason, windowsOf } from "./season.ts";
import { shownBy } from "./shown.ts";
import { categoriesOf, type Tally, talliesOf } from "./tally.ts";

/** What a policy does in one city; undefined where nothing is shown, or no window follows. */
export interface CityFigures {
  /** What one youth more changes in all tables together (total variation), for youths drawn from shown leaves. */
  readonly advantages: readonly number[];
  /** Share of contributions in shown leaves. */
  readonly shown: number;
  /** Recall of the next window's top 20 cells, of the released map and of the raw one. */
  readonly recall: readonly [released: number, raw: number] | undefined;
  readonly movedKm: number | undefined;
}

/** Youths drawn from a city for the advantage. */
const DRAWN = 40;

/** Measures a policy in a city of the middle volume: the first window after the learned weeks, and the one after it. */
export function measureCity(seed: City["seed"], tier: Tier, rules: Rules = DESIGN): CityFigures {
  const season = learnSeason(simulate("middle", seed), rules);
  // The same seed for every policy: what differs between two is the policy, not the luck.
  const random = randomFrom(`release ${tier} ${seed}`);
  const [now = 0, next] = windowsOf(tier, rules.days[tier]);
  const leaves = leafWindows(season, tier, now, () => 0);
  const classes = leaves.map((leaf) => shownClass(leaf, tier, rules, random));
  const raw = rawMap(season, tier, now);
  const { map, shownShare } = mapOf(season, tier, leaves, classes);
  const truth = next === undefined ? undefined : rawMap(season, tier, next);
  const isShown = classes.some((reached) => reached > 0);
  return {
    advantages: advantagesOf(
      leaves.filter((_, at) => (classes[at] ?? 0) > 0),
      tier,
      rules,
      random,
    ),
    shown: shownShare,
    recall: truth ? [isShown ? recall(map, truth) : 0, recall(raw, truth)] : undefined,
    movedKm: isShown ? earthMover(map, raw) : undefined,
  };
}

/** Class of a leaf's total with freshly drawn noise. */
function shownClass({ people, visitsSuffice }: LeafWindow, tier: Tier, rules: Rules, random: Random): number {
  const [total] = talliesOf(tier, people);
  const draw = () => shared(NOISES[random.weighted(NOISES.map(({ share }) => share))]?.v ?? 0);
  if (!total) return 0;
  return shownBy(mechanismOf(tier, rules), [total], visitsSuffice, draw)["total/all"] ?? 0;
}

/** For youths drawn by chance: exact total variation over the noise, in the tables that hold them. */
function advantagesOf(leaves: readonly LeafWindow[], tier: Tier, rules: Rules, random: Random): number[] {
  const weights = leaves.map(({ people }) => people.length);
  if (weights.every((weight) => weight === 0)) return [];
  return Array.from({ length: DRAWN }, () => {
    const leaf = leaves[random.weighted(weights)];
    return leaf ? advantageOf(leaf, random.int(leaf.people.length), tier, rules) : 0;
  });
}

/** What an attacker who knows everybody else of a leaf gains at best about one of them. */
export function advantageOf(leaf: LeafWindow, at: number, tier: Tier, rules: Rules = DESIGN): number {
  const target = leaf.people[at];
  if (!target) throw new RangeError("no such person");
  const tables = ["total/all", ...categoriesOf(tier, target)];
  const mechanism = mechanismOf(tier, rules);
  const outputs = (tallies: readonly Tally[]) =>
    chancesOf(
      mechanism,
      tallies.filter(({ name }) => tables.includes(name)),
      leaf.visitsSuffice,
    );
  const others = leaf.people.filter((_, place) => place !== at);
  return distance(outputs(talliesOf(tier, leaf.people)), outputs(talliesOf(tier, others)));
}

/** Figures of a policy over several cities. */
export interface ReferenceFigures {
  /** Upper 95 % end of the mean. */
  readonly advantage: number | undefined;
  readonly shown: number;
  /** Of what the raw map recalls. */
  readonly recall: number | undefined;
  readonly movedKm: number | undefined;
}

/** Averages cities; a figure that no city has is undefined. */
export function summary(cities: readonly CityFigures[]): ReferenceFigures {
  const advantages = cities.flatMap((city) => city.advantages);
  const recalls = cities.flatMap((city) => (city.recall ? [city.recall] : []));
  const raw = mean(recalls.map(([, of]) => of));
  const released = mean(recalls.map(([of]) => of));
  return {
    advantage: upperEnd(advantages),
    shown: mean(cities.map((city) => city.shown)) ?? 0,
    recall: raw !== undefined && released !== undefined && raw > 0 ? released / raw : undefined,
    movedKm: mean(cities.flatMap((city) => (city.movedKm === undefined ? [] : [city.movedKm]))),
  };
}

function upperEnd(values: readonly number[]): number | undefined {
  const middle = mean(values);
  if (middle === undefined) return undefined;
  const spread = Math.sqrt(
    values.reduce((sum, each) => sum + (each - middle) ** 2, 0) / Math.max(1, values.length - 1),
  );
  return Math.min(1, middle + (1.96 * spread) / Math.sqrt(values.length));
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, each) => sum + each, 0) / values.length;
}
