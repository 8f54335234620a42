/** Fewest recorders with which a lead's map can show anything: the two busiest are left out (privacy.md). */
const RECORDERS_NEEDED = 3;

/** Why nothing may show, as far as recorders go. */
export type RecorderFact =
  /** The whole file counts as one recorder, and the organisation has too few others. */
  | { readonly kind: "one"; readonly counted: number }
  /** A recorder column is proposed: until the dpo approves it, the file counts as one. */
  | { readonly kind: "proposed"; readonly recorders: number; readonly isEnough: boolean }
  /** Enough recorders without a column. */
  | { readonly kind: "enough" };

/**
 * What a file's recorders mean for the lead's map. `column`: different values of its recorder column, or null;
 * `counted`: recorders that count in the organisation today, among whom the importer may be.
 */
export function recorderFact(column: number | null, counted: number): RecorderFact {
  if (column !== null) {
    return { kind: "proposed", recorders: column, isEnough: Math.max(column, counted) >= RECORDERS_NEEDED };
  }
  return counted >= RECORDERS_NEEDED ? { kind: "enough" } : { kind: "one", counted };
}
