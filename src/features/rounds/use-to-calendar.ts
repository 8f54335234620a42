import { useCallback } from "react";
import type { WeekRound } from "../../domain/week-rounds.ts";
import type { CalendarRound } from "./ics.ts";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** A round as a calendar may know it: its times and its sector. */
export function useToCalendar({ sectorName, member }: Board): (round: WeekRound) => CalendarRound {
  const say = useRoundsWords();
  const { name } = member.organisation;
  return useCallback(
    (round) => ({
      id: round.id,
      leaves: { day: round.date, minutes: round.leavesAt },
      minutes: round.minutes,
      title: say("eventTitle", { place: sectorName(round) ?? name }),
      version: round.version,
    }),
    [say, sectorName, name],
  );
}
