import type { ImportRow } from "../domain/import-row.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read, write } from "./call.ts";
import { type Decoded, flag, integer, list, maybe, nothing, record, text } from "./decode.ts";

const accepted = record({
  accepted: integer,
  repeated: integer,
  rejected: list(record({ index: integer, code: text })),
  done: flag,
});
export type BatchAnswer = Decoded<typeof accepted>;

/** Sends a part of a batch; `finish` closes it. */
export function sendBatch(
  part: {
    readonly batch: string;
    readonly team: string;
    readonly fileDigest: string;
    readonly hasRecorderColumn: boolean;
    /** At most 5,000 rows and 50,000 youths. */
    readonly rows: readonly ImportRow[];
    readonly finish: boolean;
  },
  signal?: AbortSignal,
): Promise<Outcome<BatchAnswer, CallError>> {
  const args = {
    batch: part.batch,
    team: part.team,
    file_digest: part.fileDigest,
    has_recorder_column: part.hasRecorderColumn,
    rows: part.rows,
    finish: part.finish,
  };
  return write("import_batch", args, accepted, signal);
}

const undone = record({ visits: integer, encounters: integer, contacts: integer });

/** Takes a batch back (its importer); says what was taken. */
export function undoBatch(batch: string): Promise<Outcome<Decoded<typeof undone>, CallError>> {
  return write("undo_batch", { batch }, undone);
}

const batch = record({
  id: text,
  started_at: text,
  finished_at: maybe(text),
  undone_at: maybe(text),
  accepted: integer,
  repeated: integer,
  has_recorder_column: flag,
  recorder_approved: maybe(flag),
  /** Different values of the recorder column; null without one, or while the import is not finished. */
  recorder_values: maybe(integer),
  /** Largest share of the encounters that one value has, in per cent. */
  recorder_share: maybe(integer),
  file_digest: maybe(text),
});
export type Batch = Decoded<typeof batch>;

const batches = record({ batches: list(batch) });

/** Own batches (lead), or those with a recorder column (dpo). */
export async function fetchBatches(signal?: AbortSignal): Promise<Outcome<readonly Batch[], CallError>> {
  const outcome = await read("batches", {}, batches, signal);
  return outcome.ok ? { ok: true, value: outcome.value.batches } : outcome;
}

/** What the dpo saw of a recorder column: an approval is of exactly this. */
export interface SeenColumn {
  readonly values: number;
  readonly rows: number;
}

/** The dpo approves a batch's recorder column; `conflict` where it is no longer what was seen. */
export function approveRecorderColumn(
  id: string,
  { values, rows }: SeenColumn,
): Promise<Outcome<undefined, CallError>> {
  const args = { batch: id, approve: true, seen_values: values, seen_rows: rows };
  return write("approve_recorder_column", args, nothing);
}

/** The dpo declines a batch's recorder column, or takes an approval back. */
export function declineRecorderColumn(id: string): Promise<Outcome<undefined, CallError>> {
  return write("approve_recorder_column", { batch: id, approve: false }, nothing);
}

const rowFate = { publishable: integer, next_window: integer, coverage_only: integer, future: integer };
const fate = record({ ...rowFate, educator: record(rowFate) });
/** What would become of the rows of a file (privacy.md, Rule 0), on the leads' map and on the team's. */
export type ImportFate = Decoded<typeof fate>;
export type RowFate = ImportFate["educator"];

/** Row counts per day → what would become of them. Nothing is kept. */
export function askImportFate(
  counts: readonly { readonly service_date: string; readonly rows: number }[],
  signal?: AbortSignal,
): Promise<Outcome<ImportFate, CallError>> {
  return write("import_fate", { counts }, fate, signal);
}
