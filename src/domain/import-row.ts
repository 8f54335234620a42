import type { Cell } from "./grid.ts";
import type { AgeBand, Gender, PlaceKind, VisitOutcome } from "./place-kind.ts";
import type { ServiceDate, Slot } from "./slot.ts";

/** Largest count of one row: more is a mistake, not an encounter. */
export const MAX_COUNT = 500;

/** Rows that one call of `import_batch` takes. */
export const ROWS_PER_CALL = 5000;

/**
 * One row of a file as `import_batch` takes it, and all of it that ever leaves the device: no coordinate, no
 * name, no free text. Keys are those of the call.
 */
export interface ImportRow {
  /** Made on the device from the snapped row and its occurrence, so a repeated send changes nothing. */
  readonly id: string;
  readonly cell: Cell;
  readonly service_date: ServiceDate;
  readonly slot: Slot;
  /** Youths met, 0–500. Zero is a visit with nobody met. */
  readonly count: number;
  readonly place_kind: PlaceKind;
  /** Minutes spent, 0–1440, where the file says. */
  readonly minutes: number | null;
  readonly outcome: VisitOutcome | null;
  readonly gender: Gender | null;
  readonly age_band: AgeBand | null;
  readonly first_time: boolean | null;
  /** How many of `count` were already met in the last 4 weeks. */
  readonly seen_recently: number;
  /** Ordinal of the recorder column's value; the value itself stays on the device. */
  readonly recorder: number | null;
}
