/** A round as its printed sheet tells it. Pure. */
import type { Cell } from "../../domain/grid.ts";
import { itineraryOf } from "../../domain/itinerary.ts";
import { plannedRoundOf, type WeekRound } from "../../domain/week-rounds.ts";
import type { SheetFacts } from "./sheet.tsx";

/** What a sheet needs beside the round. */
export interface SheetSetting {
  readonly association: string;
  readonly fictitious: boolean;
  readonly team: string;
  readonly sector: string | null;
  readonly when: string;
  readonly phones: SheetFacts["phones"];
  readonly nameOf: (cell: Cell) => string;
}

/** The facts of a sheet; undefined where the round does not say where it begins and ends. */
export function sheetFacts(round: WeekRound, setting: SheetSetting): SheetFacts | undefined {
  const planned = plannedRoundOf(round);
  if (!planned || !round.stops) return undefined;
  const { nameOf, ...given } = setting;
  const { legs, back } = itineraryOf(planned, round.stops);
  return {
    ...given,
    number: sheetNumber(round),
    leavesAt: round.leavesAt,
    mode: round.mode,
    start: nameOf(planned.start),
    stops: legs.map(({ cell, travel }) => ({ cell, name: nameOf(cell), travel })),
    end: { name: nameOf(planned.end), travel: back, isStart: planned.end === planned.start },
    notes: round.safety,
  };
}

/** "0912-4F2A-3": day, the round's own mark and its version, so that an older sheet is told from a newer one. */
function sheetNumber({ id, date, version }: Pick<WeekRound, "id" | "date" | "version">): string {
  const day = date.slice(8, 10) + date.slice(5, 7);
  return [day, id.replaceAll("-", "").slice(0, 4).toUpperCase(), version].join("-");
}
