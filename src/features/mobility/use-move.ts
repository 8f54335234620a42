import { useMemo } from "react";
import { type Move, moveOf } from "./move-figures.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** The displacement between the two quarters while its part is open; undefined where there is none to tell. */
export function useMove({ state }: MobilityModel, released: Released | undefined): Move | undefined {
  const { counts, part } = state;
  return useMemo(() => {
    const compared = released?.compared;
    if (part !== "move" || !released || !compared || compared.index !== released.shown.index)
      return undefined;
    const { shown, mechanism } = released;
    return moveOf({
      leaves: shown.index.leaves,
      before: { values: compared.values, hours: compared.hours },
      after: { values: shown.values, hours: shown.hours },
      mechanism,
      counts,
    });
  }, [released, counts, part]);
}
