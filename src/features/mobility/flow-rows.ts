import type { Flows } from "../../data/flows.ts";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import { type Alpha, distinctFrom } from "../../domain/noise-interval.ts";
import { districtsOf } from "./slices.ts";

/** A released flow between two 8 km districts. */
export type DistrictFlow = Flows["flows"][number];

/** A flow's name in the address: origin (`hors`: outside the territory) and destination. */
export function flowKey({ origin, destination }: DistrictFlow): string {
  return `${origin ?? "hors"}-${destination}`;
}

const WIDTH = { least: 1.5, most: 14, perYouth: 0.08 } as const;

/** Width of a flow's arc, in pixels: it grows with the value up to a bound. */
export function arcWidth(value: number): number {
  return Math.min(WIDTH.most, Math.max(WIDTH.least, value * WIDTH.perYouth));
}

/** Pairs for which noise was drawn: from every district, and from outside, to every district. */
export function pairsOf({ leaves }: LeafIndex): number {
  const districts = districtsOf(leaves).length;
  return districts * (districts + 1);
}

/** The flows of which at most a tenth are expected to be noise alone. */
export function distinctFlows(
  flows: readonly DistrictFlow[],
  alpha: Alpha,
  pairs: number,
): readonly DistrictFlow[] {
  const least = distinctFrom(
    flows.map(({ value }) => value),
    alpha,
    pairs,
  );
  return least === undefined ? [] : flows.filter(({ value }) => value >= least);
}
