/**
 * The front door of this room. From a file to rows that may be sent, all on the device:
 *
 *     const opened = await openTable(bytes, {}, { onProgress, signal });  // Outcome<OpenedFile, FileError>
 *     const detected = await detect(opened.value, setting);               // Outcome<Detected, FileError>
 *     detect(opened.value, setting, { srid: 2154 });                      // again, around what a person settled
 *     const ready = await prepare(opened.value, mapping, setting);        // Outcome<Conversion, FileError>
 *     preview(ready.value, 20);                                           // rows beside what becomes of them
 *     await summarise(ready.value, pace);                                 // Outcome<Summary, …>: totals, days, cells
 *     for await (const part of convert(ready.value, team, pace)) …        // ≤ 5,000 rows each, for import_batch
 *     batchIdOf(ready.value, team);                                       // the same file again is the same batch
 *
 * Works in a page, a Web Worker and Node; nothing here contacts anything. Long work yields every 40 ms, reports
 * `{stage, done, total}` and stops once `signal` is aborted (`cancelled`). All but `OpenedFile` and `Conversion`
 * is plain data that a worker can post; those two stay where they were made.
 *
 * What is sent is `ImportRow` (domain/import-row.ts): cells and codes, no coordinate, no text. Correcting how a
 * file is cut (encoding, delimiter, sheet) means opening it again with that choice.
 */
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { type Conversion, conversionOf } from "./conversion.ts";
import { convertRows, previewRows, summaryOf } from "./convert-rows.ts";
import { detectTable, type Settled } from "./detect.ts";
import { type FileError, RefusedFile } from "./errors.ts";
import { type Table, tableOf } from "./header.ts";
import type { Converted, Detected, Mapping, PreviewRow, Setting, Summary } from "./mapping.ts";
import { type OpenChoices, openFile } from "./open-file.ts";
import { type Progress, paceOf } from "./pace.ts";
import { uuidOf } from "./row-id.ts";
import { hexOf, sha256 } from "./sha256.ts";
import type { RawTable } from "./table.ts";

/** Who hears about long work, and who may stop it. */
export interface PaceOptions {
  readonly onProgress?: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

/** A file cut into rows. */
export interface OpenedFile {
  readonly raw: RawTable;
  /** SHA-256 of its bytes, as hexadecimal: `import_batch`'s `file_digest`. */
  readonly digest: string;
}

/** Opens CSV, XLSX or GeoJSON by its content. */
export function openTable(
  bytes: Uint8Array,
  choices: OpenChoices = {},
  pace: PaceOptions = {},
): Promise<Outcome<OpenedFile, FileError>> {
  return asOutcome(async () => {
    const raw = await openFile(bytes, choices, paceOf(pace.onProgress, pace.signal));
    return { raw, digest: hexOf(sha256(bytes)) };
  });
}

/** Proposes how to read a file, around what is already settled. */
export function detect(
  file: OpenedFile,
  setting: Setting,
  settled: Settled = {},
): Promise<Outcome<Detected, FileError>> {
  return asOutcome(() => detectTable(file.raw, tableFor(file, settled.headerLine), setting, settled));
}

/** Checks a mapping against a file: `bad_mapping`, `unknown_srid`, `grid_not_metric`, or a conversion. */
export function prepare(
  file: OpenedFile,
  mapping: Mapping,
  setting: Setting,
): Promise<Outcome<Conversion, FileError>> {
  return asOutcome(() => conversionOf(tableFor(file, mapping.headerLine), file.digest, mapping, setting));
}

/** The first rows beside what becomes of them; their ids are those of a file without team. */
export function preview(conversion: Conversion, rows: number): PreviewRow[] {
  return previewRows(conversion, rows);
}

/**
 * The rows that may be sent and those that may not, in calls' portions, ids salted with the team's id. Throws
 * RefusedFile: `cancelled`, or `bad_mapping` for a recorder column of more than 9,999 values.
 */
export function convert(
  conversion: Conversion,
  team: string,
  pace: PaceOptions = {},
): AsyncGenerator<Converted> {
  return convertRows(conversion, team, paceOf(pace.onProgress, pace.signal));
}

/** Totals of a conversion, without keeping its rows; `counts` is what `import_fate` takes. */
export function summarise(
  conversion: Conversion,
  pace: PaceOptions = {},
): Promise<Outcome<Summary, FileError>> {
  return asOutcome(() => summaryOf(conversion, paceOf(pace.onProgress, pace.signal)));
}

/** The batch of a file, a mapping and a team: an import that was cut off goes on, one that was done changes nothing. */
export function batchIdOf({ digest, mapping }: Conversion, team: string): string {
  const { columns, territories, ...rest } = mapping;
  const parts = [sorted(columns), sorted(rest), ...(territories ? [sorted(territories)] : [])];
  return uuidOf(`repere/batch/${team}/${digest}/${JSON.stringify(parts)}`);
}

function sorted(parts: object): [string, unknown][] {
  return Object.entries(parts).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** `undefined` searches for the header; null says there is none. */
function tableFor({ raw }: OpenedFile, headerLine: number | null | undefined): Table {
  return tableOf(raw, headerLine);
}

async function asOutcome<Value>(work: () => Promise<Value>): Promise<Outcome<Value, FileError>> {
  try {
    return succeed(await work());
  } catch (error) {
    if (error instanceof RefusedFile) return fail(error.code);
    throw error;
  }
}
