import { IconAlertTriangle } from "@tabler/icons-react";
import type { Conflict } from "../../domain/conflicts.ts";
import { roundOf } from "../../domain/week-edit.ts";
import { useFormat } from "../../ui/format.ts";
import { personInWords, shortWhen } from "./in-words.ts";
import type { Board } from "./use-board.ts";
import { useConflictWords } from "./use-conflict-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

interface ConflictListProps {
  readonly board: Board;
  readonly conflicts: readonly Conflict[];
  /** Says of which round each is, where several stand together. */
  readonly named?: boolean;
}

/** Conflicts in words: shown, never fixed by themselves. */
export function ConflictList({ board, conflicts, named = false }: ConflictListProps) {
  const words = useConflictInWords(board);
  if (conflicts.length === 0) return null;
  return (
    <ul className="conflicts">
      {conflicts.map((conflict) => (
        <li key={JSON.stringify(conflict)}>
          <IconAlertTriangle aria-hidden size={18} />
          <span>{words(conflict, named)}</span>
        </li>
      ))}
    </ul>
  );
}

function useConflictInWords(board: Board): (conflict: Conflict, named: boolean) => string {
  const say = useConflictWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const { week, desk, nameOf } = board;
  const when = (id: string) => {
    const round = roundOf(week, id);
    return round ? shortWhen(sayRounds, format, round) : "";
  };
  const person = (id: string) => {
    const found = desk.answer.people.find((each) => each.id === id);
    return found ? personInWords(sayRounds, found) : "";
  };
  const cellOf = (round: string, stop: string) =>
    roundOf(week, round)?.stops?.find(({ id }) => id === stop)?.cell;
  const what = (conflict: Conflict): string => {
    switch (conflict.kind) {
      case "person_twice":
        return say("person_twice", {
          person: person(conflict.person),
          rounds: conflict.rounds.map(when).join(" · "),
        });
      case "cell_twice":
        return say("cell_twice", {
          name: nameOf(conflict.cell),
          rounds: conflict.rounds.map(when).join(" · "),
        });
      case "over_budget":
        return say("over_budget", { minutes: Math.ceil(conflict.minutes) });
      case "too_many_stops":
        return say("too_many_stops", { count: conflict.stops });
      case "forbidden_cell":
        return say("forbidden_cell", { name: nameOf(conflict.cell) });
      case "stop_fault": {
        const cell = cellOf(conflict.round, conflict.stop);
        return say(conflict.code, { name: cell === undefined ? "" : nameOf(cell) });
      }
      default:
        return say(conflict.kind);
    }
  };
  return (conflict, named) =>
    named && "round" in conflict
      ? say("of", { when: when(conflict.round), what: what(conflict) })
      : what(conflict);
}
