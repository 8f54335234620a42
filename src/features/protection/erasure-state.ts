import type { CallError } from "../../data/call.ts";
import {
  type Counts,
  eraseBatch,
  eraseRecords,
  eraseRow,
  type RowKind,
  runRetention,
} from "../../data/erasure.ts";
import { fail, type Outcome, succeed } from "../../domain/outcome.ts";

/** What is to be erased: what has come of age, a row, what an import brought, or everything. */
export type Target =
  | { readonly kind: "aged" }
  | { readonly kind: "row"; readonly row: RowKind; readonly id: string }
  | { readonly kind: "import"; readonly id: string }
  | { readonly kind: "all"; readonly organisation: string };

/** Counts or erases; both are the same statements on the server, so a count promises what will go. */
export async function erase(target: Target, dryRun: boolean): Promise<Outcome<Counts, CallError>> {
  const outcome = await asked(target, dryRun);
  return outcome.ok ? succeed(outcome.value) : fail(outcome.error);
}

function asked(target: Target, dryRun: boolean): Promise<Outcome<Counts, CallError>> {
  switch (target.kind) {
    case "aged":
      return runRetention(dryRun);
    case "row":
      return eraseRow(target.row, target.id, dryRun);
    case "import":
      return eraseBatch(target.id, dryRun);
    case "all":
      return eraseRecords(target.organisation, dryRun);
  }
}

/** Kinds of rows in the order in which counts are told. */
export const COUNTED = [
  ...(["rows", "visits", "encounters", "contacts", "institutional"] as const),
  ...(["sites", "alerts", "events"] as const),
] as const;

/** The counts that an answer holds, in that order. */
export function countsOf(
  counts: Counts,
): readonly { readonly name: (typeof COUNTED)[number]; readonly value: number }[] {
  return COUNTED.flatMap((name) => {
    const value = counts[name];
    return typeof value === "number" ? [{ name, value }] : [];
  });
}
