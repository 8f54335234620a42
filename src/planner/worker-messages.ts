import type { WeekProgress } from "./plan-week.ts";
import type { Week } from "./week.ts";

/** A week without its matrix service's function, which no message can carry: its minutes travel as a table. */
export type PostedWeek = Omit<Week, "travel"> & { readonly minutes?: TravelTable };

/** Minutes between cells by mode, from a matrix service: `values[mode][from × cells + to]`. */
export interface TravelTable {
  readonly cells: readonly number[];
  readonly values: Readonly<Partial<Record<string, Float64Array>>>;
}

/** What the page asks of the worker. */
export type ToWorker =
  | {
      readonly kind: "plan";
      readonly id: number;
      readonly week: PostedWeek;
      readonly seed: number;
      readonly seconds?: number;
      readonly iterations?: number;
    }
  | { readonly kind: "cancel"; readonly id: number };

/** What the worker answers. `progress` comes about ten times a second, `share` is the part of the budget used. */
export type FromWorker =
  | ({ readonly kind: "improved" | "done" | "cancelled"; readonly id: number } & Omit<
      WeekProgress,
      "improved"
    >)
  | { readonly kind: "progress"; readonly id: number; readonly share: number; readonly iterations: number }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
