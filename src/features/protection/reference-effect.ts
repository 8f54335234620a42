import type { PolicyFields } from "../../data/policy.ts";
import { SIZES_KM } from "../../domain/grid.ts";
import { TIERS } from "../../domain/release.ts";
import type { FromReference, ToReference } from "../../reference/messages.ts";
import { DESIGN, type Rules } from "../../reference/rules.ts";
import type { Column } from "./effect.ts";
import { wishOf } from "./policy-fields.ts";

/** Invented cities over which figures are averaged: the reference one and two more. */
export const CITIES = [1, 2, 3] as const;

/** A policy as the reference simulation takes it; delays and the first season's cells change nothing there. */
function rulesOf(policy: PolicyFields): Rules {
  return {
    thresholds: {
      educator: { k0: policy.educator_k0, k1: policy.educator_k1, k2: undefined },
      lead: { k0: policy.lead_k0, k1: policy.lead_k1, k2: policy.lead_k2 },
    },
    days: { educator: 7 * policy.educator_weeks, lead: 7 * policy.lead_weeks },
    finestKm: SIZES_KM.find((size) => size === policy.min_leaf_km) ?? DESIGN.finestKm,
    everyContact: policy.unit === "every_contact",
  };
}

/** How many steps `referenceEffect` has. */
export function referenceSteps(policies: number): number {
  return policies * TIERS.length * CITIES.length;
}

/** The policy in force and, where it differs, the proposal on the reference simulation, in a worker. Rejects if it stops. */
export function referenceEffect(
  current: PolicyFields,
  proposed: PolicyFields,
  signal: AbortSignal,
  step: () => void,
): Promise<readonly Column[]> {
  const isSame = Object.keys(wishOf(current, proposed)).length === 0;
  const policies = isSame ? [current] : [current, proposed];
  const worker = new Worker(new URL("../../reference/reference-worker.ts", import.meta.url), {
    type: "module",
  });
  return new Promise<readonly Column[]>((resolve, reject) => {
    worker.addEventListener("error", () => reject(new Error("the simulation stopped")));
    signal.addEventListener("abort", () => resolve([]));
    worker.addEventListener("message", ({ data }: MessageEvent<FromReference>) => {
      if (data.kind === "step") return step();
      resolve(columnsOf(data.figures));
    });
    worker.postMessage({ policies: policies.map(rulesOf), seeds: CITIES } satisfies ToReference);
  }).finally(() => worker.terminate());
}

type Measured = Extract<FromReference, { kind: "done" }>["figures"];

function columnsOf(measured: Measured): readonly Column[] {
  return measured.flatMap((tiers, nth) =>
    tiers.map(
      ({ tier, figures }): Column => ({
        tier,
        source: "reference",
        policy: nth === 0 ? "now" : "proposal",
        // Cut from the same noisy counts whatever the policy: nothing more is spent.
        figures: { ...figures, epsilon: 0 },
      }),
    ),
  );
}
