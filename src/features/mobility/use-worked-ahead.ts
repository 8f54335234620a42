import { useMemo } from "react";
import type { MobilityState } from "./mobility-address.ts";
import { changeQuestion, spatialQuestion, trendQuestion } from "./questions.ts";
import { type Ahead, useAhead } from "./use-analysis.ts";
import type { Released } from "./use-mobility.ts";

/** What the other measures and parts will ask about the quarter shown is worked out while the page rests. */
export function useWorkedAhead(
  { counts }: Pick<MobilityState, "counts">,
  released: Released | undefined,
): void {
  const questions = useMemo(() => (released ? aheadOf(released, counts) : NOTHING), [released, counts]);
  useAhead(questions);
}

const NOTHING: readonly Ahead[] = [];

/** The quick ones first. */
function aheadOf(released: Released, counts: boolean): readonly Ahead[] {
  const { shown, compared, mechanism, all } = released;
  const asked = spatialQuestion(shown, mechanism, counts);
  const trend: readonly Ahead[] = all
    ? [["trend", trendQuestion(released, all, "territory", undefined, counts).question]]
    : [];
  const pair: readonly Ahead[] =
    compared?.index === shown.index ? [["change", changeQuestion(shown, compared, mechanism, counts)]] : [];
  const rates = spatialQuestion(shown, mechanism, false);
  return [["bayes", rates], ...pair, ...trend, ["hot", asked], ["smooth", asked]];
}
