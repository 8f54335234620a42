import { useMemo } from "react";
import { makeStore, useStore } from "../../data/store.ts";
import { type Conflict, conflictsOf, type StopFault } from "../../domain/conflicts.ts";
import { isOpenPlan } from "../../domain/week-rounds.ts";
import type { Board } from "./use-board.ts";

/** What does not fit in the week, and round by round. */
export interface RoundConflicts {
  readonly all: readonly Conflict[];
  readonly of: (round: string) => readonly Conflict[];
}

/** Stops that went out of date, as somebody opened them; by Monday, for as long as the session lasts. */
export const stopFaults = makeStore<ReadonlyMap<string, readonly StopFault[]>>(new Map());

/** Looks for conflicts in the week as it is edited. */
export function useConflicts({ week, desk, monday, team, member }: Board): RoundConflicts {
  const faults = useStore(stopFaults).get(monday);
  const { people } = desk.answer;
  const timeZone = member.organisation.time_zone;
  return useMemo(() => {
    const view = { week: { ...week, people, team }, timeZone, ...(faults && { faults }) };
    const open = new Set(week.rounds.filter(isOpenPlan).map(({ id }) => id));
    // Between two rounds that are over nothing can be changed any more.
    const all = conflictsOf(view).filter((conflict) => roundsOf(conflict).some((id) => open.has(id)));
    return { all, of: (round) => all.filter((conflict) => concerns(conflict, round)) };
  }, [week, people, team, timeZone, faults]);
}

/** True where a conflict is about a round. */
function concerns(conflict: Conflict, round: string): boolean {
  return roundsOf(conflict).includes(round);
}

function roundsOf(conflict: Conflict): readonly string[] {
  return "rounds" in conflict ? conflict.rounds : [conflict.round];
}
