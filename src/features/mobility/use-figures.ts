import { useMemo, useRef } from "react";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import { breaksOf } from "./classes.ts";
import {
  type ChangeQuestion,
  HIDDEN,
  type LeafFigure,
  type Measure,
  type ShownMeasure,
  valueFigures,
} from "./measures.ts";
import { changeQuestion, spatialQuestion } from "./questions.ts";
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
  const question = released && spatialQuestion(released.shown, released.mechanism, counts);
  const asks = (name: Measure) => (measure === name ? question : undefined);
  const pair = released && pairOf(released, counts);
  const changed = useAnalysis("change", measure === "change" ? pair : undefined);
  const bayes = useAnalysis("bayes", asks("bayes"));
  const hot = useAnalysis("hot", asks("hot"));
  const smoothed = useAnalysis("smooth", asks("smooth"));
  const slow = { change: changed, bayes, hot, smooth: smoothed, value: IDLE }[measure];
  const all = released?.shown.values.length ?? 0;
  const found = useMemo((): Figures => {
    const none = Array.from({ length: all }, () => HIDDEN);
    const plain = { surface: undefined, lack: undefined, working: false, broken: false, column: undefined };
    const base = { measure, counts, breaks: breaksOf(measure, counts), ...plain };
    if (quick) return { ...base, ...quick };
    if (slow.kind === "broken") return { ...base, figures: none, broken: true };
    if (slow.kind !== "done" || slow.old) return { ...base, figures: none, working: true };
    const { value } = slow;
    return { ...base, ...(Array.isArray(value) ? { figures: value } : value) };
  }, [quick, slow, measure, counts, all]);
  return useWhileWorking(found, released?.shown.index);
}

/**
 * While the worker is at it, the figures before stay on the map, in the legend and in the table, each with its own
 * measure and unit: drawn once, when the answer is there. Of another season they would colour leaves that are not theirs.
 */
function useWhileWorking(found: Figures, index: LeafIndex | undefined): Figures {
  const last = useRef<{ readonly figures: Figures; readonly index: LeafIndex | undefined }>(undefined);
  if (!found.working) last.current = { figures: found, index };
  const before = last.current?.index === index ? last.current?.figures : undefined;
  return useMemo(() => (found.working && before ? { ...before, working: true } : found), [found, before]);
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
  return changeQuestion(shown, compared, mechanism, counts);
}
