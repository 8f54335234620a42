import { Badge, CloseButton, Group, Title } from "@mantine/core";
import { lazy, Suspense } from "react";
import { timesOf } from "../../domain/week-edit.ts";
import { isOpenPlan, type WeekRound } from "../../domain/week-rounds.ts";
import { useFormat } from "../../ui/format.ts";
import { AddStop } from "./add-stop.tsx";
import { ConflictList } from "./conflict-list.tsx";
import { DebriefPart } from "./debrief-part.tsx";
import { whenInWords } from "./in-words.ts";
import { RoundActions } from "./round-actions.tsx";
import { Budget } from "./round-card.tsx";
import { RoundFields } from "./round-fields.tsx";
import { StopList } from "./stop-list.tsx";
import type { Board } from "./use-board.ts";
import type { RoundConflicts } from "./use-conflicts.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

/** MapLibre comes when a round is opened, not with the calendar. */
const RoundMap = lazy(async () => ({ default: (await import("./round-map.tsx")).RoundMap }));

interface RoundPanelProps {
  readonly board: Board;
  readonly round: WeekRound;
  readonly conflicts: RoundConflicts;
}

/** The round in hand: its map, its stops and times, what is wrong with it, and everything that can be done. */
export function RoundPanel({ board, round, conflicts }: RoundPanelProps) {
  const isOwn = round.team === board.team;
  const isOpen = isOwn && isOpenPlan(round);
  const debrief = isOwn ? <DebriefPart board={board} round={round} /> : null;
  return (
    <div className="round-panel">
      <RoundHead board={board} round={round} />
      <Note round={round} isOwn={isOwn} />
      <ConflictList board={board} conflicts={conflicts.of(round.id)} />
      <MapPart board={board} round={round} />
      {isOpen ? null : debrief}
      <StopsPart board={board} round={round} isOpen={isOpen} />
      {isOpen ? <Settings board={board} round={round} /> : null}
      {isOpen ? debrief : null}
      {isOwn ? <RoundActions board={board} round={round} /> : null}
    </div>
  );
}

type PartProps = Omit<RoundPanelProps, "conflicts">;

function Note({ round, isOwn }: { readonly round: WeekRound; readonly isOwn: boolean }) {
  const say = useRoundsWords();
  if (!isOwn) return <p className="round-note">{say("otherTeam")}</p>;
  return round.status === "running" ? <p className="round-note">{say("closedPlan")}</p> : null;
}

function MapPart({ board, round }: PartProps) {
  if (!round.stops || round.start === null) return null;
  return (
    <div className="round-map">
      <Suspense fallback={null}>
        <RoundMap
          grid={board.grid}
          nameOf={board.nameOf}
          start={round.start}
          end={round.end}
          stops={round.stops.map(({ cell }) => cell)}
        />
      </Suspense>
    </div>
  );
}

function StopsPart({ board, round, isOpen }: PartProps & { readonly isOpen: boolean }) {
  const say = useRoundsWords();
  if (!round.stops || (round.stops.length === 0 && !isOpen)) return null;
  return (
    <section>
      <Title order={3}>{say("stopList")}</Title>
      <StopList board={board} round={round} />
      {isOpen ? <AddStop board={board} round={round} /> : null}
    </section>
  );
}

function Settings({ board, round }: PartProps) {
  const say = useRoundsWords();
  return (
    <details className="round-settings">
      <summary>{say("settings")}</summary>
      <RoundFields board={board} round={round} />
    </details>
  );
}

function RoundHead({ board, round }: PartProps) {
  const say = useRoundsWords();
  const format = useFormat();
  const times = timesOf(round);
  const used = Math.round(times?.total ?? 0);
  const facts = [format.clock(round.leavesAt), say(round.mode), board.sectorName(round) ?? say("noSector")];
  return (
    <header>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2}>{whenInWords(say, format, round)}</Title>
        <CloseButton size="lg" aria-label={say("close")} onClick={() => board.go({ round: undefined })} />
      </Group>
      <p className="round-facts">{facts.join(" · ")}</p>
      <p className="round-times" role="status">
        {times ? (
          <>
            {say("minutesOf", { used, limit: round.minutes })}
            {times.travel > 0 ? `, ${say("travelMinutes", { count: Math.round(times.travel) })}` : null}
            <Budget used={used} limit={round.minutes} />
          </>
        ) : (
          say(round.stops ? "noTimes" : "stopsHidden")
        )}
      </p>
      <Badge variant="default" size="lg" tt="none">
        {say(round.status)}
      </Badge>
    </header>
  );
}
