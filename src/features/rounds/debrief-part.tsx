import { Button, Title } from "@mantine/core";
import { useState } from "react";
import { useRefresh } from "../../data/use-answer.ts";
import { openDesk, saveNow } from "../../data/week-desk.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { DebriefForm } from "./debrief-form.tsx";
import { RoundReportPart } from "./round-report.tsx";
import type { Board } from "./use-board.ts";
import { useDebriefDraft } from "./use-debrief-draft.ts";
import { useDebriefWords } from "./use-debrief-words.ts";

interface DebriefPartProps {
  readonly board: Board;
  readonly round: WeekRound;
}

/** From its day on a round can be debriefed; once it is done, what it did stands against what was planned. */
export function DebriefPart({ board, round }: DebriefPartProps) {
  const say = useDebriefWords();
  switch (round.status) {
    case "draft":
    case "planned":
    case "running":
      if (round.date > board.today) return null;
      return <DebriefDoor board={board} round={round} />;
    case "done":
    case "validated":
      return <RoundReportPart board={board} round={round} />;
    case "rejected":
      return <p className="round-note">{say("rejectedFor", { reason: say(round.rejectCode ?? "other") })}</p>;
    case "cancelled":
      return null;
  }
}

function DebriefDoor({ board, round }: DebriefPartProps) {
  const say = useDebriefWords();
  const refresh = useRefresh();
  const [isOpen, setIsOpen] = useState(false);
  const kept = useDebriefDraft();
  const open = async () => {
    // Stops must be there before visits can name them.
    if (!(await saveNow(board.monday))) return;
    kept.begin(round.stops ?? []);
    setIsOpen(true);
  };
  if (!isOpen || !kept.draft) {
    return (
      <section>
        <Title order={3}>{say("title")}</Title>
        <Button variant="default" onClick={() => void open()}>
          {say(kept.draft ? "resumeForm" : "openForm")}
        </Button>
      </section>
    );
  }
  const cells = board.sectors
    .filter(({ team_id }) => team_id === board.team)
    .flatMap((sector) => sector.cells);
  return (
    <DebriefForm
      round={round.id}
      draft={kept.draft}
      onDraft={kept.change}
      nameOf={board.nameOf}
      cells={cells}
      onClose={() => setIsOpen(false)}
      onSent={() => {
        setIsOpen(false);
        kept.forget();
        void openDesk(board.monday);
        void refresh("coverage", "round_report", "me");
      }}
    />
  );
}
