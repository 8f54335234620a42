import type { FileError, RejectedRow, RowError } from "../../exchange/errors.ts";
import type { Converted, Detected, Mapping, PreviewRow, Setting, Summary } from "../../exchange/mapping.ts";
import type { OpenChoices } from "../../exchange/open-file.ts";
import type { Progress } from "../../exchange/pace.ts";

/** What can go wrong with a file: the reader's own codes, a file that can no longer be read, a reader that broke. */
export type ReadError = FileError | "file_gone" | "reader_broken";

/** A file that was opened, and how it seems to be read. */
export interface Opened {
  /** SHA-256 of the file as hexadecimal. */
  readonly digest: string;
  readonly detected: Detected;
}

/** Rejected rows: how many by reason, and the first of them; the others stay in the worker. */
export interface RejectedRows {
  readonly total: number;
  readonly byCode: Readonly<Partial<Record<RowError, number>>>;
  readonly first: readonly RejectedRow[];
}

/** What becomes of a file under a mapping. */
export interface Look {
  readonly preview: readonly PreviewRow[];
  readonly summary: Omit<Summary, "rejected"> & { readonly rejected: RejectedRows };
}

/** A coordinate system by its EPSG number. */
export interface CrsName {
  readonly srid: number;
  readonly name: string;
}

/** How a rejected row is told, for the file that can be downloaded. */
export interface RejectedWords {
  readonly header: readonly [line: string, column: string, reason: string];
  readonly reasons: Readonly<Record<RowError, string>>;
}

/** Questions that the page asks the worker, each with its answer. */
export interface Questions {
  open: {
    ask: { readonly file: File; readonly choices: OpenChoices; readonly setting: Setting };
    answer: Opened;
  };
  detect: { ask: { readonly settled: Partial<Mapping> }; answer: Detected };
  look: { ask: { readonly mapping: Mapping }; answer: Look };
  crs: { ask: { readonly query: string; readonly also: readonly number[] }; answer: readonly CrsName[] };
  rejected: { ask: { readonly words: RejectedWords }; answer: string };
  begin: { ask: { readonly mapping: Mapping; readonly team: string }; answer: { readonly batch: string } };
  next: { ask: Record<string, never>; answer: Converted | null };
}
export type Question = keyof Questions;

export type Asked = {
  [Name in Question]: { readonly id: number; readonly name: Name; readonly ask: Questions[Name]["ask"] };
}[Question];

export type Told =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refused"; readonly id: number; readonly error: ReadError };
