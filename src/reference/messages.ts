import type { Tier } from "../domain/release.ts";
import type { ReferenceFigures } from "./measure.ts";
import type { Rules } from "./rules.ts";

/** What the worker is asked: these policies in the cities of these seeds. */
export interface ToReference {
  readonly policies: readonly Rules[];
  readonly seeds: readonly number[];
}

/** A city of a tier and policy is measured, or all of them are. */
export type FromReference =
  | { readonly kind: "step" }
  | {
      readonly kind: "done";
      /** Policy by policy, tier by tier. */
      readonly figures: readonly (readonly { readonly tier: Tier; readonly figures: ReferenceFigures }[])[];
    };
