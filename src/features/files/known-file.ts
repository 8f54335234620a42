import type { Batch } from "../../data/batches.ts";

/** What the server has of a file: its newest import, unfinished, done or undone. */
export interface KnownFile {
  readonly kind: "unfinished" | "done" | "undone";
  readonly startedOn: string;
  readonly rows: number;
}

/** How a file, by its digest, is known from the account's own imports (newest first); undefined for a new one. */
export function knownAs(batches: readonly Batch[], digest: string): KnownFile | undefined {
  const batch = batches.find(({ file_digest }) => file_digest === digest);
  if (!batch) return undefined;
  const kind = batch.undone_at ? "undone" : batch.finished_at ? "done" : "unfinished";
  return { kind, startedOn: batch.started_at.slice(0, 10), rows: batch.accepted };
}
