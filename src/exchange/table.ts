import type { RowError } from "./errors.ts";
import type { FileKind } from "./kind.ts";

/** A cell as the file holds it: text, or a value that the format types itself (XLSX, GeoJSON). */
export type CellValue = string | number | boolean | null;

/** One row of a file with its place in it. */
export interface RawRow {
  /** 1-based: physical line (CSV), worksheet row (XLSX), feature number (GeoJSON). */
  readonly line: number;
  readonly cells: readonly CellValue[];
  /** Set where the row could not be read as such. */
  readonly fault?: RowError;
}

/** A file's rows before anything is known about them. */
export interface RawTable {
  readonly kind: FileKind;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  readonly rows: readonly RawRow[];
  /** True where the format names its columns itself (GeoJSON): row 0 is the header, by construction. */
  readonly hasHeader: boolean;
  /** The coordinate system that the format states (GeoJSON: WGS 84, or its old `crs` member), or null. */
  readonly srid: number | null;
}

export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [";", ",", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Text of a cell: trimmed, with every kind of space as a plain one; empty for null. */
export function textOf(value: CellValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value.replace(/[\s\u00a0\u202f\u2009]+/g, " ").trim();
  return String(value);
}

/** Whether a row holds nothing at all. */
export function isBlank(row: RawRow): boolean {
  return row.fault === undefined && row.cells.every((cell) => cell === null || textOf(cell) === "");
}
