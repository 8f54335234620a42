import { ActionIcon, Button, SegmentedControl } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCalendarDue,
  IconChevronLeft,
  IconChevronRight,
  IconPlus,
} from "@tabler/icons-react";
import { useRef } from "react";
import { saveNow, walkWeek } from "../../data/week-desk.ts";
import { addDays, mondayOf } from "../../domain/slot.ts";
import { useFormat } from "../../ui/format.ts";
import { useToastsBelow } from "../../ui/toasts.tsx";
import type { Board } from "./use-board.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** Over the calendar: which week and teams, steps back and on, what is saved, and a new round. */
export function WeekBar({ board, onNew }: { readonly board: Board; readonly onNew: () => void }) {
  const say = useRoundsWords();
  const bar = useRef<HTMLDivElement>(null);
  useToastsBelow(bar);
  return (
    <div ref={bar} className="week-bar">
      <WeekChoice board={board} />
      {board.teams.length > 1 ? (
        <SegmentedControl
          size="xs"
          aria-label={say("teamsShown")}
          data={[
            { value: "own", label: say("ownTeam") },
            { value: "all", label: say("allTeams") },
          ]}
          value={board.address.allTeams ? "all" : "own"}
          onChange={(value) => board.go({ allTeams: value === "all" })}
        />
      ) : null}
      <Steps board={board} />
      <SaveState board={board} />
      <Button
        variant="default"
        className="week-bar-new"
        leftSection={<IconPlus aria-hidden size={18} />}
        aria-label={say("newRound")}
        onClick={onNew}
      >
        {say("roundWord")}
      </Button>
    </div>
  );
}

function WeekChoice({ board }: { readonly board: Board }) {
  const say = useRoundsWords();
  const format = useFormat();
  const { monday, today, go } = board;
  const isThis = monday === mondayOf(today);
  const week = (days: number) => go({ day: addDays(monday, days), round: undefined });
  return (
    <div className="week-choice">
      <ActionIcon variant="default" size={36} aria-label={say("previousWeek")} onClick={() => week(-7)}>
        <IconChevronLeft aria-hidden size={20} />
      </ActionIcon>
      <h1>
        <span className="rp-hidden">{say("weekWord")}</span> {format.shortRange(monday, addDays(monday, 6))}
      </h1>
      <ActionIcon variant="default" size={36} aria-label={say("nextWeek")} onClick={() => week(7)}>
        <IconChevronRight aria-hidden size={20} />
      </ActionIcon>
      {isThis ? null : (
        <ActionIcon
          variant="default"
          size={36}
          aria-label={say("thisWeek")}
          title={say("thisWeek")}
          onClick={() => go({ day: undefined, round: undefined })}
        >
          <IconCalendarDue aria-hidden size={20} />
        </ActionIcon>
      )}
    </div>
  );
}

function Steps({ board: { desk, monday } }: { readonly board: Board }) {
  const say = useRoundsWords();
  const { past, future } = desk.history;
  return (
    <div className="week-steps">
      <ActionIcon
        variant="default"
        size={36}
        aria-label={say("undo")}
        title={say("undo")}
        disabled={past.length === 0}
        onClick={() => walkWeek(monday, "back")}
      >
        <IconArrowBackUp aria-hidden size={20} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={say("redo")}
        title={say("redo")}
        disabled={future.length === 0}
        onClick={() => walkWeek(monday, "on")}
      >
        <IconArrowForwardUp aria-hidden size={20} />
      </ActionIcon>
    </div>
  );
}

const STATE_WORDS = { saved: "saved", waiting: "waiting", busy: "saving", failed: "saveFailed" } as const;

function SaveState({ board: { desk, monday } }: { readonly board: Board }) {
  const say = useRoundsWords();
  const { kind } = desk.saving;
  return (
    <p className="week-save" role="status" data-kind={kind}>
      {say(STATE_WORDS[kind])}
      {kind === "failed" ? (
        <Button size="xs" variant="default" onClick={() => void saveNow(monday)}>
          {say("retry")}
        </Button>
      ) : null}
    </p>
  );
}
