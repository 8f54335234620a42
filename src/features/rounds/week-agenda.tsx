import { SLOTS } from "../../domain/slot.ts";
import { useFormat } from "../../ui/format.ts";
import { daysOfWeek, roundsAt } from "./calendar.ts";
import { RoundCard } from "./round-card.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { shownTeams } from "./week-calendar.tsx";

/** The week day by day, for a narrow screen. */
export function WeekAgenda({
  board,
  conflictsOf,
}: {
  readonly board: Board;
  readonly conflictsOf: (round: string) => number;
}) {
  const say = useRoundsWords();
  const format = useFormat();
  return (
    <div className="agenda">
      {daysOfWeek(board.monday).map((date) => {
        const rounds = SLOTS.flatMap((slot) =>
          shownTeams(board).flatMap((team) =>
            roundsAt(board.week, { team: team.id, date, slot }).map((round) => ({ round, slot, team })),
          ),
        );
        return (
          <section key={date} data-today={date === board.today}>
            <h2>{format.weekday(date)}</h2>
            {rounds.length === 0 ? <p className="agenda-none">–</p> : null}
            {rounds.map(({ round, slot, team }) => (
              <div key={round.id} className="agenda-line">
                <p>{[say(slot), ...(board.address.allTeams ? [team.name] : [])].join(" · ")}</p>
                <RoundCard board={board} round={round} conflicts={conflictsOf(round.id)} movable={false} />
              </div>
            ))}
          </section>
        );
      })}
    </div>
  );
}
