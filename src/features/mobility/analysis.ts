import { type ChangeQuestion, changeFigures, type LeafFigure } from "./measures.ts";
import {
  type RingFigures,
  type RingsQuestion,
  ringsOf,
  type TrendPoint,
  type TrendQuestion,
  trendOf,
} from "./series-figures.ts";
import {
  bayesFigures,
  hotFigures,
  type Smoothed,
  type SpatialQuestion,
  smoothFigures,
} from "./spatial-figures.ts";

/** What is worked out beside the page, by name. */
export interface Analyses {
  readonly change: { readonly ask: ChangeQuestion; readonly answer: LeafFigure[] };
  readonly bayes: { readonly ask: SpatialQuestion; readonly answer: LeafFigure[] };
  readonly hot: { readonly ask: SpatialQuestion; readonly answer: LeafFigure[] };
  readonly smooth: { readonly ask: SpatialQuestion; readonly answer: Smoothed };
  readonly trend: { readonly ask: TrendQuestion; readonly answer: TrendPoint[] };
  readonly rings: { readonly ask: RingsQuestion; readonly answer: RingFigures[] };
}
export type Analysis = keyof Analyses;

/** A question as it is sent to the worker, and what comes back. */
export interface Asked {
  readonly name: Analysis;
  /** As `packQuestion` makes it. */
  readonly packed: unknown;
}
export interface Answered {
  readonly answer: Analyses[Analysis]["answer"];
}

type Work = { readonly [Name in Analysis]: (ask: Analyses[Name]["ask"]) => Analyses[Name]["answer"] };

const WORK: Work = {
  change: changeFigures,
  bayes: bayesFigures,
  hot: hotFigures,
  smooth: smoothFigures,
  trend: trendOf,
  rings: ringsOf,
};

/** Works a question out: pure, in whatever thread. */
export function analyse<Name extends Analysis>(
  name: Name,
  ask: Analyses[Name]["ask"],
): Analyses[Name]["answer"] {
  return WORK[name](ask);
}
