import type { Tier } from "../domain/release.ts";

/** Where and when a value is published. */
export interface Place {
  readonly organisation: string;
  readonly tier: Tier;
  readonly team: string | null;
  readonly startsOn: string;
  /** Squares of the leaf, ascending: number and size in km. */
  readonly squares: readonly (readonly [square: number, sizeKm: number])[];
}
