import type { SizeKm } from "../domain/grid.ts";
import { CLASS_BOUNDS, type Tier } from "../domain/release.ts";
import { NOISE_BOUND } from "./noise.ts";
import type { Tally } from "./tally.ts";

/** A tier's thresholds. */
export interface Thresholds {
  readonly k0: number;
  readonly k1: number;
  readonly k2: number | undefined;
}

/** The thresholds of privacy.md. */
export const THRESHOLDS: Readonly<Record<Tier, Thresholds>> = {
  educator: { k0: 5, k1: 3, k2: undefined },
  lead: { k0: 10, k1: 5, k2: 3 },
};

/** Days of a tier's window. */
export const WINDOW_DAYS: Readonly<Record<Tier, number>> = { educator: 28, lead: 91 };

/** A policy as far as the reference simulation knows it. */
export interface Rules {
  readonly thresholds: Readonly<Record<Tier, Thresholds>>;
  /** Days of a tier's window. */
  readonly days: Readonly<Record<Tier, number>>;
  /** The smallest leaf allowed, km. */
  readonly finestKm: SizeKm;
  /** Every contact is a contribution, not the first in 4 weeks alone. */
  readonly everyContact: boolean;
}

/** The policy of privacy.md. */
export const DESIGN: Rules = {
  thresholds: THRESHOLDS,
  days: WINDOW_DAYS,
  finestKm: 1,
  everyContact: false,
};

/** How a tier publishes. Attacks change one thing to show what the rule is for. */
export interface Mechanism {
  readonly tier: Tier;
  readonly thresholds: Thresholds;
  /** `shared`: one v for every condition. `own`: each condition draws its own. `none`: conditions on true counts. */
  readonly tests: "shared" | "own" | "none";
  /** What becomes of a category that comes close to all: its y is capped, or it is hidden, or nothing. */
  readonly nearlyAll: "capped" | "hidden" | "told";
}

/** How a tier publishes by a policy. */
export function mechanismOf(tier: Tier, rules = DESIGN): Mechanism {
  return { tier, thresholds: rules.thresholds[tier], tests: "shared", nearlyAll: "capped" };
}

/** Noise of each condition, in the order k0, k1, k2, encounter; the first is added to n. */
export type Draws = readonly [number, number, number, number];

/** The same noise for all conditions. */
export function shared(v: number): Draws {
  return [v, v, v, v];
}

/** Whether a value passes every threshold and leave-out rule. */
export function passes({ thresholds, tests }: Mechanism, tally: Tally, draws: Draws): boolean {
  const [v0, v1, v2, v3] = tests === "none" ? shared(0) : draws;
  const { k0, k1, k2 } = thresholds;
  return (
    tally.n + v0 >= k0 + NOISE_BOUND &&
    tally.withoutBusiest + v1 >= k1 + NOISE_BOUND &&
    (k2 === undefined || tally.withoutTwo + v2 >= k2 + NOISE_BOUND) &&
    tally.withoutEncounter + v3 >= k1 + NOISE_BOUND
  );
}

/** Class of a noisy count; 0 below the first. */
function classOf(tier: Tier, y: number): number {
  let reached = 0;
  for (const bound of CLASS_BOUNDS[tier]) if (bound <= y) reached++;
  return reached;
}

/** The noisy total of a leaf that is shown, else undefined. */
export function shownTotal(mechanism: Mechanism, tally: Tally, draws: Draws): number | undefined {
  const y = tally.n + draws[0];
  return passes(mechanism, tally, draws) && classOf(mechanism.tier, y) > 0 ? y : undefined;
}

/** Class of a category inside a leaf with a shown total; 0 is hidden. */
export function categoryClass(mechanism: Mechanism, total: number, tally: Tally, draws: Draws): number {
  if (!passes(mechanism, tally, draws)) return 0;
  const y = tally.n + draws[0];
  const most = Math.floor((9 * total) / 10);
  if (mechanism.nearlyAll === "hidden" && y > most) return 0;
  return classOf(mechanism.tier, mechanism.nearlyAll === "capped" ? Math.min(y, most) : y);
}
