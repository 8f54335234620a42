import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, day, flag, integer, list, maybe, number, oneOf, record, text } from "./decode.ts";
import { TIERS, type Tier } from "./windows.ts";

/** Parameters that a dpo sets, within bounds; lag in days, windows in ISO weeks. */
const fields = {
  educator_k0: integer,
  educator_k1: integer,
  lead_k0: integer,
  lead_k1: integer,
  lead_k2: integer,
  educator_weeks: integer,
  educator_lag_days: integer,
  lead_weeks: integer,
  lead_lag_days: integer,
  first_season_km: integer,
  min_leaf_km: integer,
  unit: oneOf(["first_in_4_weeks", "every_contact"]),
};
const fieldsOnly = record(fields);
/** What a dpo may set. */
export type PolicyFields = Decoded<typeof fieldsOnly>;

const version = record({
  version: integer,
  made_at: text,
  /** First day of the season that this version opens; null where the partition is kept. */
  season_from: maybe(day),
  ...fields,
});

const bound = record({ from: integer, to: integer, choices: maybe(list(integer)) });
const { unit: _unit, ...numbers } = fields;
const bounds = record(
  Object.fromEntries(Object.keys(numbers).map((name) => [name, bound])) as {
    readonly [Key in keyof typeof numbers]: typeof bound;
  },
);

const policy = record({
  current: version,
  bounds,
  versions: list(version),
  seasons: list(
    record({ id: integer, starts_on: day, ends_on: day, learned: flag, policy_version: integer }),
  ),
  /** Of the 52 weeks that hold today. */
  budget: record({ epsilon: number, from: day, left: number }),
  ledger: list(record({ purpose: text, epsilon: number, charged_at: text, charged_for: day })),
});
export type PolicyAnswer = Decoded<typeof policy>;

/** Asks for the policy in force, its bounds, versions and budget (dpo). */
export function fetchPolicy(signal?: AbortSignal): Promise<Outcome<PolicyAnswer, CallError>> {
  return read("policy", {}, policy, signal);
}

/** Makes the next version of the policy; `base` is the version that was looked at (dpo, with a fresh code). */
export function savePolicy(
  wish: Partial<PolicyFields>,
  base: number,
): Promise<Outcome<Decoded<typeof version>, CallError>> {
  return write("save_policy", { policy: wish, base_version: base }, version);
}

const preview = record({
  /** False: under 200 contributions, no figure is told. */
  enough: flag,
  tier: oneOf(TIERS),
  /** Last published day that the figures are about. */
  until: day,
  /** Share of contributions in shown leaves, in twentieths. */
  shown: maybe(number),
  /** Recall of the next window's top 20 cells, as a share of what the raw map recalls. */
  recall: maybe(number),
  /** Earth mover's distance to the raw map, km, at most. */
  moved_km: maybe(number),
  /** An attacker's advantage who knows everybody but one, upper 95 %. */
  advantage_upper: maybe(number),
  season_from: maybe(day),
  /** What the change itself spends. */
  epsilon: number,
  budget_left: number,
});
export type PolicyPreview = Decoded<typeof preview>;

/** What a policy would have made of the last published window (dpo, with a fresh code; 12 new questions a day). */
export function previewPolicy(
  wish: Partial<PolicyFields>,
  tier: Tier,
  signal?: AbortSignal,
): Promise<Outcome<PolicyPreview, CallError>> {
  return write("policy_preview", { policy: wish, tier }, preview, signal);
}
