import type { CallError } from "../../data/call.ts";
import { type PolicyFields, type PolicyPreview, previewPolicy } from "../../data/policy.ts";
import { TIERS, type Tier } from "../../data/windows.ts";

/** Figures of a policy in one tier; undefined where a figure is not told. */
export interface Figures {
  readonly advantage: number | undefined;
  readonly shown: number | undefined;
  readonly recall: number | undefined;
  readonly movedKm: number | undefined;
  readonly epsilon: number | undefined;
}

/** A column of the comparison: whose figures, of which policy. */
export interface Column {
  readonly tier: Tier;
  readonly source: "own" | "reference";
  readonly policy: "now" | "proposal";
  readonly figures: Figures;
}

/** What a proposal would do, as far as it is known. */
export interface Effect {
  /** The proposal that the figures are about. */
  readonly proposed: PolicyFields;
  readonly columns: readonly Column[];
  /** Last published day that the figures on own data are about. */
  readonly until: string | undefined;
  /** Why there are no figures on own data. */
  readonly ownMissing: CallError | "not_enough" | undefined;
  readonly seasonFrom: string | undefined;
  /** The simulation ended without figures. */
  readonly referenceStopped: boolean;
}

/** What to ask about own data: both tiers, the policy in force, and the proposal where it differs. */
function questions(wish: Partial<PolicyFields>) {
  const policies = Object.keys(wish).length === 0 ? (["now"] as const) : (["now", "proposal"] as const);
  return TIERS.flatMap((tier) => policies.map((policy) => ({ tier, policy })));
}

/** How many steps `ownEffect` has. */
export function ownSteps(wish: Partial<PolicyFields>): number {
  return questions(wish).length;
}

/**
 * Figures on own data, question by question. A refusal ends the asking and is told as `ownMissing`; what came
 * before it is kept.
 */
export async function ownEffect(
  wish: Partial<PolicyFields>,
  signal: AbortSignal,
  step: () => void,
): Promise<Omit<Effect, "proposed" | "referenceStopped">> {
  const columns: Column[] = [];
  let last: PolicyPreview | undefined;
  for (const { tier, policy } of questions(wish)) {
    const outcome = await previewPolicy(policy === "now" ? {} : wish, tier, signal);
    step();
    if (!outcome.ok) return { ...about(last), columns, ownMissing: outcome.error };
    last = outcome.value;
    columns.push({ tier, source: "own", policy, figures: figuresOf(last) });
  }
  const ownMissing = columns.some(({ figures }) => figures.shown !== undefined) ? undefined : "not_enough";
  return { ...about(last), columns, ownMissing };
}

function about(preview: PolicyPreview | undefined): Pick<Effect, "until" | "seasonFrom"> {
  return { until: preview?.until, seasonFrom: preview?.season_from ?? undefined };
}

function figuresOf(preview: PolicyPreview): Figures {
  return {
    advantage: preview.advantage_upper ?? undefined,
    shown: preview.shown ?? undefined,
    recall: preview.recall ?? undefined,
    movedKm: preview.moved_km ?? undefined,
    epsilon: preview.epsilon,
  };
}
