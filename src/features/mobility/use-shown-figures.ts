import { useMemo } from "react";
import { useStore } from "../../data/store.ts";
import { joinRows, ratioBreaks } from "./join-figures.ts";
import { type JoinReady, joinJob } from "./join-job.ts";
import { type Figures, useFigures } from "./use-figures.ts";
import type { MobilityModel, Released } from "./use-mobility.ts";

/** What the map shows: the measure chosen, or the ratio to the joined table while that part is open. */
export function useShownFigures(model: MobilityModel, released: Released | undefined): Figures {
  const figures = useFigures(model, released);
  const joined = useStore(joinJob);
  const isOpen = model.state.part === "join" && joined.kind === "ready" && released?.all !== undefined;
  const ratio = useMemo(
    () => (isOpen && released.all ? ratioOfJoined(released, released.all, joined) : undefined),
    [isOpen, released, joined],
  );
  return ratio ?? figures;
}

function ratioOfJoined(
  released: Released,
  quarters: NonNullable<Released["all"]>,
  { bases, choice }: JoinReady,
): Figures {
  const figures = joinRows(released, bases).map(({ figure }) => figure);
  const all = quarters.flatMap((shown) => joinRows({ ...released, shown }, bases));
  const ratios = all.flatMap(({ figure }) => (figure.kind === "shown" ? [figure.value] : []));
  return {
    ...{ measure: "ratio", counts: true, figures, breaks: ratioBreaks(ratios), column: choice.value.name },
    ...{ surface: undefined, lack: undefined, working: false, broken: false },
  };
}
