import { useMemo } from "react";
import { breaksOf } from "./classes.ts";
import {
  type ChangeQuestion,
  HIDDEN,
  type LeafFigure,
  type Measure,
  type ShownMeasure,
  valueFigures,
} from "./measures.ts";
import type { SpatialQuestion } from "./spatial-figures.ts";
import { useAnalysis } from "./use-analysis.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** Why a measure has no figures now. */
export type Lack = "needs_other" | "foreign_season";

/** Figures of the measure chosen, leaf by leaf in the index's order. */
export interface Figures {
  readonly measure: ShownMeasure;
  readonly counts: boolean;
  readonly figures: readonly LeafFigure[];
  /** Lower bounds of classes 2 to 5; undefined for changes and hot spots. */
  readonly breaks: readonly number[] | undefined;
  /** What a joined table counts, where the measure is the ratio to it. */
  readonly column: string | undefined;
  /** Cell by cell in the order of `leafCells`, where the measure is a surface. */
  readonly surface: Float64Array | undefined;
  readonly lack: Lack | undefined;
  /** The worker is at it: what is shown is of the question before, or nothing. */
  readonly working: boolean;
  readonly broken: boolean;
}

/** Measures that a count would only blur: they are rates whatever the unit chosen. */
export function isRateOnly(measure: Measure): boolean {
  return measure === "bayes";
}

const IDLE = { kind: "idle" } as const;

/** Figures of the measure: values at once, what takes longer from the worker. */
export function useFigures({ state }: Pick<MobilityModel, "state">, released: Released | undefined): Figures {
  const { measure } = state;
  const counts = state.counts && !isRateOnly(measure);
  const quick = useMemo(
    () => (released ? quickFigures(released, measure, counts) : undefined),
    [released, measure, counts],
  );
  const question = useMemo(() => released && questionOf(released, counts), [released, counts]);
  const asks = (name: Measure) => (measure === name ? question : undefined);
  const pair = useMemo(() => released && pairOf(released, counts), [released, counts]);
  const changed = useAnalysis("change", measure === "change" ? pair : undefined);
  const bayes = useAnalysis("bayes", asks("bayes"));
  const hot = useAnalysis("hot", asks("hot"));
  const smoothed = useAnalysis("smooth", asks("smooth"));
  const slow = { change: changed, bayes, hot, smooth: smoothed, value: IDLE }[measure];
  const all = released?.shown.values.length ?? 0;
  return useMemo(() => {
    const none = Array.from({ length: all }, () => HIDDEN);
    const plain = { surface: undefined, lack: undefined, working: false, broken: false, column: undefined };
    const base = { measure, counts, breaks: breaksOf(measure, counts), ...plain };
    if (quick) return { ...base, ...quick };
    if (slow.kind !== "done")
      return { ...base, figures: none, working: slow.kind === "working", broken: slow.kind === "broken" };
    const { value, old: working } = slow;
    const found = Array.isArray(value) ? { figures: value } : value;
    // Of another season, the answer before would colour leaves that are not the same.
    return found.figures.length === all
      ? { ...base, ...found, working }
      : { ...base, figures: none, working };
  }, [quick, slow, measure, counts, all]);
}

function quickFigures(
  { shown, compared, mechanism }: Released,
  measure: Measure,
  counts: boolean,
): Pick<Figures, "figures" | "lack"> | undefined {
  if (measure === "value") return { figures: valueFigures(shown, mechanism, counts), lack: undefined };
  if (measure !== "change") return undefined;
  const hidden = shown.values.map(() => HIDDEN);
  if (!compared) return { figures: hidden, lack: "needs_other" };
  // Leaves of two seasons are other squares: there is nothing to subtract.
  return compared.index === shown.index ? undefined : { figures: hidden, lack: "foreign_season" };
}

/** The two quarters where they can be subtracted: of one season. */
function pairOf({ shown, compared, mechanism }: Released, counts: boolean): ChangeQuestion | undefined {
  if (!compared || compared.index !== shown.index) return undefined;
  const columns = ({ values, hours }: Released["shown"]) => ({ values, hours });
  return { before: columns(compared), after: columns(shown), mechanism, counts };
}

function questionOf({ shown, mechanism }: Released, counts: boolean): SpatialQuestion {
  const { values, hours, index } = shown;
  return { values, hours, leaves: index.leaves, mechanism, counts };
}
