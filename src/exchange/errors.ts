/** Why a whole file is refused. */
export const FILE_ERRORS = [
  "file_empty",
  "file_too_large",
  "file_damaged",
  "file_is_xls",
  "not_a_table",
  "too_many_rows",
  "too_many_columns",
  "bad_mapping",
  "unknown_srid",
  "grid_not_metric",
  "cancelled",
] as const;
export type FileError = (typeof FILE_ERRORS)[number];

/** Why one row is refused; the others go. */
export const ROW_ERRORS = [
  "ragged_row",
  "too_long",
  "unclosed_quote",
  "empty_date",
  "bad_date",
  "ambiguous_date",
  "date_in_future",
  "bad_time",
  "no_slot",
  "bad_slot",
  "empty_coordinate",
  "bad_coordinate",
  "unknown_crs",
  "outside_grid",
  "bad_cell",
  "unknown_territory",
  "territory_left_out",
  "bad_count",
  "bad_place_kind",
  "bad_outcome",
  "bad_minutes",
  "bad_seen_recently",
] as const;
export type RowError = (typeof ROW_ERRORS)[number];

/** A row that is not sent: its line in the file (1-based; a worksheet's row number; a feature's number). */
export interface RejectedRow {
  readonly line: number;
  /** Header of the column at fault, or null where the row as a whole is. */
  readonly column: string | null;
  readonly code: RowError;
}

/** Why a column stays on the device. */
const LEFT_OUT_REASONS = [
  "name",
  "birth_date",
  "phone",
  "email",
  "free_text",
  "coordinates",
  "team",
  "not_needed",
] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** A column whose values never leave the device. */
export interface LeftOutColumn {
  readonly column: string;
  readonly reason: LeftOutReason;
}

/** A file refused as a whole; thrown inside the reader, an outcome at its door. */
export class RefusedFile extends Error {
  override readonly name = "RefusedFile";
  readonly code: FileError;

  constructor(code: FileError) {
    super(code);
    this.code = code;
  }
}
