import { useDroppable } from "@dnd-kit/core";
import { IconPlus } from "@tabler/icons-react";
import { Fragment } from "react";
import type { Team } from "../../data/team.ts";
import type { CalendarPlace } from "../../domain/new-round.ts";
import { type ServiceDate, SLOTS, type Slot } from "../../domain/slot.ts";
import { useFormat } from "../../ui/format.ts";
import { daysOfWeek, roundsAt } from "./calendar.ts";
import { dragId } from "./drag-ids.ts";
import { whenInWords } from "./in-words.ts";
import { RoundCard } from "./round-card.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

export interface CalendarProps {
  readonly board: Board;
  readonly conflictsOf: (round: string) => number;
  readonly onNew: (place: CalendarPlace) => void;
}

/** Teams on the screen: the lead's own first, which alone can be changed. */
export function shownTeams({ teams, team, address }: Board): readonly Team[] {
  const own = teams.filter(({ id }) => id === team);
  return address.allTeams ? [...own, ...teams.filter(({ id }) => id !== team)] : own;
}

/** The week, team × day × slot. */
export function WeekCalendar(props: CalendarProps) {
  const { board } = props;
  const say = useRoundsWords();
  const format = useFormat();
  const days = daysOfWeek(board.monday);
  const teams = shownTeams(board);
  return (
    <table className="week">
      <caption className="rp-hidden">{say("calendar")}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="rp-hidden">{say("slot")}</span>
          </th>
          {days.map((day) => (
            <th
              key={day}
              scope="col"
              data-today={day === board.today}
              aria-current={day === board.today ? "date" : undefined}
            >
              {format.shortWeekday(day)}
              {day === board.today ? <span className="rp-hidden">{say("today")}</span> : null}
            </th>
          ))}
        </tr>
      </thead>
      {teams.map((team) => (
        <tbody key={team.id}>
          {teams.length > 1 ? (
            <tr>
              <th scope="rowgroup" colSpan={8} className="week-team">
                {team.name}
              </th>
            </tr>
          ) : null}
          {SLOTS.map((slot) => (
            <Row key={slot} {...props} team={team.id} slot={slot} days={days} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps extends CalendarProps {
  readonly team: string;
  readonly slot: Slot;
  readonly days: readonly ServiceDate[];
}

function Row({ team, slot, days, ...props }: RowProps) {
  const say = useRoundsWords();
  return (
    <tr>
      <th scope="row" className="week-slot">
        {say(slot)}
      </th>
      {days.map((date) => (
        <td key={date} data-today={date === props.board.today}>
          <Place {...props} place={{ team, date, slot }} />
        </td>
      ))}
    </tr>
  );
}

/** One place of the calendar: its rounds, and a way to add one. */
function Place({ board, place, conflictsOf, onNew }: CalendarProps & { readonly place: CalendarPlace }) {
  const say = useRoundsWords();
  const format = useFormat();
  const isOwn = place.team === board.team;
  const { setNodeRef, isOver } = useDroppable({ id: dragId({ kind: "place", ...place }), disabled: !isOwn });
  return (
    <div ref={setNodeRef} className="week-place" data-over={isOver}>
      {roundsAt(board.week, place).map((round) => (
        <Fragment key={round.id}>
          <RoundCard board={board} round={round} conflicts={conflictsOf(round.id)} />
        </Fragment>
      ))}
      {isOwn ? (
        // Beside the button of the bar, which the keyboard reaches: 28 more stops of the tab key help nobody.
        <button
          type="button"
          tabIndex={-1}
          className="week-new"
          aria-label={say("newRoundAt", { when: whenInWords(say, format, place) })}
          onClick={() => onNew(place)}
        >
          <IconPlus aria-hidden size={18} />
        </button>
      ) : null}
    </div>
  );
}
