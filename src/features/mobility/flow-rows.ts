import type { Flows } from "../../data/flows.ts";

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
