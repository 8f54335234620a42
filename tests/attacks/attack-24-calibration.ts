import { type Random, randomFrom } from "../../src/domain/random.ts";
import { noiseOfKey } from "../../src/reference/noise.ts";
import { mechanismOf, shared, shownTotal } from "../../src/reference/rules.ts";
import { type Contribution, talliesOf } from "../../src/reference/tally.ts";
import type { Attack, Context, Part } from "./attack.ts";
import { advantage } from "./measure/wilson.ts";
import { cellKey, placeBytes } from "./port/keys.ts";

const TRIAL_SETS = 20;
/** Accounts that the attacker writes from: so many that the leave-out rules do not hinder. */
const ACCOUNTS = 6;
const MECHANISM = mechanismOf("educator");

/** How a leaf's noise is keyed: bound to its place and time, or (as published) the plain sum of record keys. */
type Keying = "bound" | "plain";

/** Invented contributions; nobody but the server knows their keys. */
function fakes(random: Random, count: number): Contribution[] {
  return Array.from({ length: count }, (_, nth) => ({
    recorder: String(nth % ACCOUNTS),
    encounter: String(random.int(2 ** 31)),
    recordKey: Math.floor(random.next() * 2 ** 32),
    placeKind: "wandering",
    ageBand: "?",
    gender: "?",
  }));
}

/** Messages of places; what a plain key leaves out. */
const places = Array.from({ length: TRIAL_SETS + 1 }, (_, nth) =>
  placeBytes({
    ...{ organisation: "5ec2e700-0000-4000-8000-000000000001", tier: "educator", startsOn: "2025-01-27" },
    team: "5ec2e700-0000-4000-8000-000000000002",
    squares: [[28_883_760 + 2 * nth, 2]],
  }),
);

/** Whether a leaf with these people shows anything. */
function isShown(keying: Keying, nth: number, people: readonly Contribution[]): boolean {
  const [total] = talliesOf("educator", people);
  if (!total) return false;
  const key =
    keying === "plain" ? total.keySum % 2 ** 32 : cellKey(places[nth] ?? Buffer.alloc(76), total.keySum);
  return shownTotal(MECHANISM, total, shared(noiseOfKey(key))) !== undefined;
}

/**
 * Twenty sets of invented records are tried in empty leaves, then one that stayed hidden there is put around the
 * target. With a plain key the same set has the same noise: it stays hidden unless somebody else is there.
 *
 * @param size records of a set
 */
function guess(random: Random, keying: Keying, size: number, present: boolean): boolean {
  const sets = Array.from({ length: TRIAL_SETS }, () => fakes(random, size));
  const hidden = sets.find((set, nth) => !isShown(keying, nth, set));
  const target = present ? fakes(random, 1).map((each) => ({ ...each, recorder: "another" })) : [];
  return isShown(keying, TRIAL_SETS, [...(hidden ?? sets[0] ?? []), ...target]);
}

function play(keying: Keying, size: number, trials: number): { measure: number; upper: number } {
  const random = randomFrom(`calibration ${keying} ${size}`);
  let right = 0;
  for (let trial = 0; trial < trials; trial++) {
    const present = trial % 2 === 0;
    if (guess(random, keying, size, present) === present) right++;
  }
  return advantage(right, trials);
}

/** Sizes of sets that could be useful. Against bound keys 9 is best, at the very edge: it gets four times the trials. */
const SIZES = [8, 9, 10, 11, 12];
const BEST = 9;

function parts({ trials, say }: Context): Part[] {
  return SIZES.map((size) => {
    say(`calibrated padding: sets of ${size}`);
    const played = play("bound", size, size === BEST ? 4 * trials : trials);
    return { name: `sets of ${size}`, ...played, bound: 0.25 };
  });
}

export const calibration: Attack = {
  id: 24,
  name: "calibrated padding",
  bites: 0.85,
  run: (context) => ({
    parts: parts(context),
    unprotected: play("plain", 11, context.trials).measure,
  }),
};
