import { useMediaQuery } from "@mantine/hooks";
import { useCallback } from "react";
import type { CalendarPlace } from "../../domain/new-round.ts";
import { newRound } from "../../domain/new-round.ts";
import { withRound } from "../../domain/week-edit.ts";
import { MapScreen } from "../../ui/map-screen.tsx";
import { BoardDrag } from "./board-drag.tsx";
import { ClashNote } from "./clash-note.tsx";
import { ProposalBox } from "./proposal-box.tsx";
import { RoundPanel } from "./round-panel.tsx";
import type { Board } from "./use-board.ts";
import { useConflicts } from "./use-conflicts.ts";
import { useProposal } from "./use-proposal.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { WeekAgenda } from "./week-agenda.tsx";
import { WeekBar } from "./week-bar.tsx";
import { WeekCalendar } from "./week-calendar.tsx";
import { WeekPanel } from "./week-panel.tsx";

/** The lead's calendar: the week on the left, the round in hand or the week's state on the right. */
export function RoundsBoard({ board }: { readonly board: Board }) {
  const say = useRoundsWords();
  const conflicts = useConflicts(board);
  const proposal = useProposal(board);
  const isNarrow = useMediaQuery("(max-width: 1023px)");
  const { edit, go, team, sectors, today, monday, chosen } = board;
  const conflictsOf = (round: string) => conflicts.of(round).length;
  const onNew = useCallback(
    (place: CalendarPlace) => {
      const id = crypto.randomUUID();
      const own = sectors.filter(({ team_id }) => team_id === team);
      edit((week) => withRound(week, newRound(id, place, week, own)));
      go({ round: id });
    },
    [edit, go, team, sectors],
  );
  const soonest = {
    team,
    date: today > monday ? (today as CalendarPlace["date"]) : monday,
    slot: "evening",
  } as const;
  return (
    <BoardDrag board={board}>
      <MapScreen
        panelTitle={say(chosen ? "panel" : "weekPanel")}
        opensFor={board.address.round}
        map={
          <div className="board">
            <WeekBar board={board} onNew={() => onNew(soonest)} />
            <ClashNote board={board} />
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable). */}
            <section className="board-week" tabIndex={0} aria-label={say("calendar")}>
              {isNarrow ? (
                <WeekAgenda board={board} conflictsOf={conflictsOf} />
              ) : (
                <WeekCalendar board={board} conflictsOf={conflictsOf} onNew={onNew} />
              )}
            </section>
          </div>
        }
        panel={
          chosen ? (
            <RoundPanel key={chosen.id} board={board} round={chosen} conflicts={conflicts} />
          ) : (
            <WeekPanel board={board} conflicts={conflicts} proposal={proposal} />
          )
        }
        foot={<ProposalBox board={board} proposal={proposal} />}
      />
    </BoardDrag>
  );
}
