import type { CalendarWindow } from "../../data/window-calendar.ts";
import { useCalendarWords } from "./use-calendar-words.ts";

/** Says whose maps a window belongs to. */
export function useLineName(): (of: Pick<CalendarWindow, "layer" | "tier" | "team">) => string {
  const say = useCalendarWords();
  return ({ layer, tier, team }) => {
    if (layer !== "encounters") return say(`line_${layer}`);
    return say(`line_${layer}_${tier}`, { team: team ?? "" });
  };
}
