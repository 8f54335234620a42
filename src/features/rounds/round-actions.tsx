import { Button, Group } from "@mantine/core";
import {
  IconCalendarDown,
  IconCheck,
  IconCopy,
  IconPencil,
  IconPrinter,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "wouter";
import { editWeek } from "../../data/week-desk.ts";
import { withoutRound, withRound, withRoundChange } from "../../domain/week-edit.ts";
import { isOpenPlan, type WeekRound } from "../../domain/week-rounds.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import { downloadIcs } from "./ics-download.ts";
import { TemplateButton } from "./template-button.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { useToCalendar } from "./use-to-calendar.ts";

interface ActionsProps {
  readonly board: Board;
  readonly round: WeekRound;
}

/** What can be done with a whole round: print, calendar file, confirm, repeat, copy, delete. */
export function RoundActions({ board, round }: ActionsProps) {
  const say = useRoundsWords();
  const toCalendar = useToCalendar(board);
  const isOpen = isOpenPlan(round);
  return (
    <Group gap="xs" className="round-actions">
      <Button
        component={Link}
        href={`${board.links.rounds}/feuille/${round.date}/${round.id}`}
        variant="default"
        leftSection={<IconPrinter aria-hidden size={18} />}
      >
        {say("sheet")}
      </Button>
      <Button
        variant="default"
        leftSection={<IconCalendarDown aria-hidden size={18} />}
        onClick={() => downloadIcs([toCalendar(round)], board.member.organisation.time_zone, round.date)}
      >
        {say("calendarFile")}
      </Button>
      {isOpen ? <ConfirmButton board={board} round={round} /> : null}
      {isOpen ? <TemplateButton board={board} round={round} /> : null}
      <CopyButton board={board} round={round} />
      {isOpen || round.status === "cancelled" ? <DeleteButton board={board} round={round} /> : null}
    </Group>
  );
}

function ConfirmButton({ board, round }: ActionsProps) {
  const say = useRoundsWords();
  const isDraft = round.status === "draft";
  const Icon = isDraft ? IconCheck : IconPencil;
  return (
    <Button
      variant="default"
      title={say("confirmHelp")}
      leftSection={<Icon aria-hidden size={18} />}
      onClick={() =>
        board.edit((week) => withRoundChange(week, round.id, { status: isDraft ? "planned" : "draft" }))
      }
    >
      {say(isDraft ? "confirmOne" : "backToDraft")}
    </Button>
  );
}

function CopyButton({ board, round }: ActionsProps) {
  const say = useRoundsWords();
  const copy = () => {
    const id = crypto.randomUUID();
    const stops = round.stops?.map((stop) => ({ ...stop, id: crypto.randomUUID() })) ?? [];
    board.edit((week) =>
      withRound(week, { ...round, id, version: 0, status: "draft", rejectCode: null, template: null, stops }),
    );
    board.go({ round: id });
  };
  return (
    <Button variant="default" leftSection={<IconCopy aria-hidden size={18} />} onClick={copy}>
      {say("duplicate")}
    </Button>
  );
}

function DeleteButton({ board, round }: ActionsProps) {
  const say = useRoundsWords();
  const remove = () => {
    board.edit((week) => withoutRound(week, round.id));
    board.go({ round: undefined });
    // The last step of the week may be another one by the time this is taken back.
    undoToast(say("deleted"), () => editWeek(board.monday, (week) => withRound(week, round)));
  };
  return (
    <Button variant="default" leftSection={<IconTrash aria-hidden size={18} />} onClick={remove}>
      {say("deleteRound")}
    </Button>
  );
}
