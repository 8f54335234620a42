import type { GridDefinition } from "../domain/grid.ts";
import type { ImportRow } from "../domain/import-row.ts";
import type { PlaceKind } from "../domain/place-kind.ts";
import type { ServiceDate, Slot } from "../domain/slot.ts";
import type { DateFormat } from "./dates.ts";
import type { LeftOutColumn, LeftOutReason, RejectedRow } from "./errors.ts";
import type { FileKind } from "./kind.ts";
import type { DecimalMark } from "./numbers.ts";
import type { ColumnRole } from "./roles.ts";
import type { Delimiter, Encoding } from "./table.ts";
import type { Territories, Territory } from "./territories.ts";

/** The organisation's grid with the PROJ definition that its database holds (`me().organisation.grid`). */
export interface Grid extends GridDefinition {
  readonly proj4: string;
}

/** What a file is read against: the organisation's grid, its time zone (IANA) and its today (`YYYY-MM-DD`). */
export interface Setting {
  readonly grid: Grid;
  readonly timeZone: string;
  readonly today: string;
  /** Where the organisation works, if known: settles between coordinate systems that all fit. */
  readonly near?: { readonly lon: number; readonly lat: number };
}

/** How a file's columns are read. Detection proposes one; a person corrects it. Plain data: it can be saved. */
export interface Mapping {
  /** 1-based line of the header, or null where the file has none. */
  readonly headerLine: number | null;
  /** Roles of columns by column name; a column without role stays on the device. */
  readonly columns: Readonly<Record<string, ColumnRole>>;
  readonly dateFormat: DateFormat;
  /** Day and month could be swapped and nobody has chosen: rows that read differently are refused. */
  readonly isDateAmbiguous: boolean;
  /** Whether the date column's clock time is the time of the record; false where it is the same in every row. */
  readonly usesClock: boolean;
  readonly decimal: DecimalMark;
  /** Commas group the coordinates' thousands (`652,469` beside `6,864,123`); else a lone comma is a decimal mark. */
  readonly isGrouped?: boolean;
  /** Coordinate system of the coordinates (EPSG), null while unknown or where cells are named. */
  readonly srid: number | null;
  /** True where the axes are swapped: `x` holds northings or `lon` latitudes, or a point's latitude comes first. */
  readonly isSwapped: boolean;
  /** Slot of rows that tell neither time nor slot; null refuses them (`no_slot`). */
  readonly slot: Slot | null;
  /** Place kind of rows that tell none. */
  readonly placeKind: PlaceKind;
  /** Cells that names of territories mean, by `territoryKey`; null where its rows stay behind. */
  readonly territories?: Territories;
}

/** The role of a column; names like `constructor` are columns too. */
export function roleIn(columns: Mapping["columns"], name: string): ColumnRole | null {
  return Object.hasOwn(columns, name) ? (columns[name] ?? null) : null;
}

/** What must be looked at before an import; the first five stop it. */
const PROBLEMS = [
  "grid_not_metric",
  "no_date_column",
  "no_place_column",
  "unknown_crs",
  "no_rows",
  "needs_slot",
  "ambiguous_date",
  "ambiguous_crs",
  "no_count_column",
  "open_territories",
  "team_as_place",
  "one_recorder",
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** The problems that must be settled first. */
export const STOPPING: readonly Problem[] = PROBLEMS.slice(0, 5);

/** A column as detection sees it. */
export interface DetectedColumn {
  readonly name: string;
  readonly role: ColumnRole | null;
  /** Why its values must not be sent; such a column can serve as coordinates or recorder, never as anything else. */
  readonly sensitive: LeftOutReason | null;
  /** Up to three different values, for the person at the screen only. */
  readonly samples: readonly string[];
}

/** All that detection found out. */
export interface Detected {
  readonly kind: FileKind;
  readonly encoding: Encoding | null;
  readonly delimiter: Delimiter | null;
  /** Data rows, blank ones left aside. */
  readonly rows: number;
  readonly columns: readonly DetectedColumn[];
  readonly mapping: Mapping;
  /** Coordinate systems that the coordinates fit, likeliest first. */
  readonly possibleSrids: readonly number[];
  readonly problems: readonly Problem[];
  /** Names of the territory column, most rows first; for the person at the screen only. */
  readonly territories: readonly Territory[];
}

/** Part of a conversion's result, up to 5,000 rows: what one `import_batch` call takes. */
export interface Converted {
  readonly rows: readonly ImportRow[];
  /** Line in the file of each of `rows`, to name the rows that the server refuses by index. */
  readonly lines: readonly number[];
  readonly rejected: readonly RejectedRow[];
  /** Rows read so far, of `total`. */
  readonly done: number;
  readonly total: number;
}

/** A row beside what becomes of it. */
export interface PreviewRow {
  readonly line: number;
  /** Texts of the columns, in the columns' order; for the person at the screen only. */
  readonly cells: readonly string[];
  readonly row: ImportRow | null;
  readonly fault: RejectedRow | null;
}

/** Everything about a conversion but its rows; `counts` is what `import_fate` takes. */
export interface Summary {
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: readonly RejectedRow[];
  readonly leftOut: readonly LeftOutColumn[];
  readonly counts: readonly { readonly service_date: ServiceDate; readonly rows: number }[];
  /** Youths met in all. */
  readonly contacts: number;
  /** Different values of the recorder column, or null without one. */
  readonly recorders: number | null;
  /** Rows by cell, for the preview's map. */
  readonly cells: readonly { readonly cell: number; readonly rows: number }[];
}
