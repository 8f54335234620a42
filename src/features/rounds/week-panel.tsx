import { Button, Group, Title } from "@mantine/core";
import { IconCalendarDown, IconCheck } from "@tabler/icons-react";
import { roundOf, timesOf, withAllowed, withRoundChange } from "../../domain/week-edit.ts";
import type { ForbiddenCell } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { ConflictList } from "./conflict-list.tsx";
import { FaultCheck } from "./fault-check.tsx";
import { FillWeek } from "./fill-week.tsx";
import { downloadIcs } from "./ics-download.ts";
import { shortWhen } from "./in-words.ts";
import { UnmetList } from "./unmet-list.tsx";
import type { Board } from "./use-board.ts";
import { useConflictWords } from "./use-conflict-words.ts";
import type { RoundConflicts } from "./use-conflicts.ts";
import type { Proposal } from "./use-proposal.ts";
import { useRoundsWords } from "./use-rounds-words.ts";
import { useToCalendar } from "./use-to-calendar.ts";

interface WeekPanelProps {
  readonly board: Board;
  readonly conflicts: RoundConflicts;
  readonly proposal: Proposal;
}

/** The week as a whole: what is planned, what needs a look, what is left out, what repeats. */
export function WeekPanel({ board, conflicts, proposal }: WeekPanelProps) {
  const say = useConflictWords();
  return (
    <div className="round-panel">
      <WeekFacts board={board} />
      <UnmetList board={board} proposal={proposal} />
      <section>
        <Title order={3}>{say("title")}</Title>
        {conflicts.all.length === 0 ? <p className="round-note">{say("none")}</p> : null}
        <ConflictList board={board} conflicts={conflicts.all} named />
        <FaultCheck board={board} />
      </section>
      <Forbidden board={board} />
      <Carried board={board} />
      <FillWeek board={board} />
    </div>
  );
}

function WeekFacts({ board }: { readonly board: Board }) {
  const say = useRoundsWords();
  const format = useFormat();
  const toCalendar = useToCalendar(board);
  const own = board.week.rounds.filter(({ team }) => team === board.team);
  const alive = own.filter(({ status }) => status !== "cancelled" && status !== "rejected");
  const used = alive.reduce((sum, round) => sum + (timesOf(round)?.total ?? 0), 0);
  const drafts = alive.filter(({ status, stops }) => status === "draft" && (stops?.length ?? 0) > 0);
  const zone = board.member.organisation.time_zone;
  return (
    <header>
      <Title order={2}>{say("weekPanel")}</Title>
      <p className="round-facts">
        {[
          say("roundCount", { count: alive.length }),
          say("stops", { count: alive.reduce((sum, { stops }) => sum + (stops?.length ?? 0), 0) }),
          say("hours", { hours: format.number(Math.round(used / 6) / 10) }),
        ].join(" · ")}
      </p>
      <Group gap="xs">
        {drafts.length > 0 ? (
          <Button
            variant="default"
            title={say("confirmHelp")}
            leftSection={<IconCheck aria-hidden size={18} />}
            onClick={() =>
              board.edit((week) =>
                drafts.reduce((now, { id }) => withRoundChange(now, id, { status: "planned" }), week),
              )
            }
          >
            {say("confirmWeek")}
          </Button>
        ) : null}
        {alive.length > 0 ? (
          <Button
            variant="default"
            leftSection={<IconCalendarDown aria-hidden size={18} />}
            onClick={() => downloadIcs(alive.map(toCalendar), zone, board.monday)}
          >
            {say("weekFile")}
          </Button>
        ) : null}
      </Group>
    </header>
  );
}

function Forbidden({ board }: { readonly board: Board }) {
  const say = useConflictWords();
  const sayRounds = useRoundsWords();
  const format = useFormat();
  const { week, nameOf, edit } = board;
  if (week.forbidden.length === 0) return null;
  const words = ({ cell, round: id }: ForbiddenCell) => {
    const round = id === null ? undefined : roundOf(week, id);
    const name = nameOf(cell);
    return round ? say("forbiddenIn", { name, when: shortWhen(sayRounds, format, round) }) : name;
  };
  return (
    <section>
      <Title order={3}>{say("forbiddenTitle")}</Title>
      <ul className="forbidden">
        {week.forbidden.map((each) => (
          <li key={`${each.cell} ${each.round}`}>
            <span>{words(each)}</span>
            <Button
              size="xs"
              variant="default"
              aria-label={say("allowOne", { name: nameOf(each.cell) })}
              onClick={() => edit((now) => withAllowed(now, each))}
            >
              {say("allow")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Carried({ board }: { readonly board: Board }) {
  const say = useConflictWords();
  const { carried } = board.desk.answer;
  if (carried.length === 0) return null;
  return (
    <section>
      <Title order={3}>{say("carriedTitle")}</Title>
      <p className="round-note">{say("carriedHelp")}</p>
      <ul className="forbidden">
        {carried.map((cell) => (
          <li key={cell}>{board.nameOf(cell)}</li>
        ))}
      </ul>
    </section>
  );
}
