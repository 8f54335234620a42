import { useMemo } from "react";
import type { Move } from "./move-figures.ts";
import { useAnalysis, type Worked } from "./use-analysis.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** The displacement between the two quarters, worked out while its part is open. */
export function useMove({ state }: MobilityModel, released: Released | undefined): Worked<Move> {
  const { counts, part } = state;
  const question = useMemo(() => {
    const compared = released?.compared;
    if (part !== "move" || !released || !compared || compared.index !== released.shown.index)
      return undefined;
    const { shown, mechanism } = released;
    return {
      leaves: shown.index.leaves,
      before: { values: compared.values, hours: compared.hours },
      after: { values: shown.values, hours: shown.hours },
      mechanism,
      counts,
    };
  }, [released, counts, part]);
  return useAnalysis("move", question);
}
