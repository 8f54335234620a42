import type { JoinedBase, JoinPlace } from "../../domain/open-data.ts";
import type { AreaDegrees } from "../../exchange/areas-km.ts";
import type { FileError } from "../../exchange/errors.ts";
import type { Grid } from "../../exchange/mapping.ts";
import type { OpenOffer } from "../../exchange/open-data-keys.ts";
import type { OpenChoice, OpenFate } from "../../exchange/open-data-take.ts";

/** What can go wrong with a table of open data. */
export type JoinError =
  | FileError
  | "file_gone"
  | "reader_broken"
  | "mixed_squares"
  /** A table by commune, where the background was built without communes. */
  | "no_areas";

/** Questions that the page asks the worker, each with its answer. The file never leaves the browser. */
export interface JoinQuestions {
  open: {
    ask: {
      readonly file: File;
      readonly grid: Grid;
      /** Squares of every season: where rows are kept. */
      readonly places: readonly JoinPlace[];
      readonly areas: readonly AreaDegrees[];
    };
    answer: OpenOffer;
  };
  take: { ask: { readonly choice: OpenChoice }; answer: OpenFate };
  join: { ask: { readonly places: readonly JoinPlace[] }; answer: readonly JoinedBase[] };
}
export type JoinQuestion = keyof JoinQuestions;

export type JoinAsked = {
  [Name in JoinQuestion]: {
    readonly id: number;
    readonly name: Name;
    readonly ask: JoinQuestions[Name]["ask"];
  };
}[JoinQuestion];

export type JoinTold =
  | { readonly kind: "progress"; readonly part: number }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "refused"; readonly id: number; readonly error: JoinError };
