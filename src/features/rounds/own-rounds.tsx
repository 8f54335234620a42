import { Button, Group, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { Link } from "wouter";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchWeek, startRound } from "../../data/rounds.ts";
import { useAnswer, useRefresh } from "../../data/use-answer.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { addDays, mondayOf } from "../../domain/slot.ts";
import type { Stop, WeekRound } from "../../domain/week-rounds.ts";
import { mapGrid } from "../../map/map-grid.ts";
import { type CellName, shortCode, useCellNames } from "../../map/use-cell-names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure, useFailureWords } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { PageScreen } from "../../ui/page-screen.tsx";
import { toast } from "../../ui/toast.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useLanguage } from "../../ui/words.ts";
import { DebriefForm } from "./debrief-form.tsx";
import { whenInWords } from "./in-words.ts";
import { useDebriefDraft } from "./use-debrief-draft.ts";
import { useDebriefWords } from "./use-debrief-words.ts";
import { useRoundsWords } from "./use-rounds-words.ts";

const RoundMap = lazy(async () => ({ default: (await import("./round-map.tsx")).RoundMap }));

/** An educator's own rounds of today: where to go, in which order, and what was done. */
export function OwnRounds({ member, links }: { readonly member: Member; readonly links: ScreenLinks }) {
  const say = useDebriefWords();
  const rounds = useOwnRounds(member.organisation.today);
  if (rounds.kind === "waiting") return <Waiting />;
  if (rounds.kind === "failed") return <Failure code={rounds.error} retry={rounds.retry} />;
  if (rounds.value.length === 0) {
    return (
      <Empty order={1} title={say("ownNone")}>
        {say("ownNoneHelp")}
      </Empty>
    );
  }
  return (
    <PageScreen title={say("ownTitle")}>
      {rounds.value.map((round) => (
        <OwnRound key={round.id} member={member} links={links} round={round} />
      ))}
    </PageScreen>
  );
}

/** After midnight the night's round is still yesterday's; on a Monday that is another week. */
function useOwnRounds(today: string) {
  const monday = mondayOf(addDays(today, -1));
  const next = mondayOf(today);
  return useAnswer(["own_rounds", today], async (signal) => {
    const first = await fetchWeek(monday, signal);
    if (!first.ok) return first;
    const second = next === monday ? first : await fetchWeek(next, signal);
    if (!second.ok) return second;
    const all = [...first.value.rounds, ...second.value.rounds];
    return { ok: true, value: [...new Map(all.map((round) => [round.id, round])).values()] };
  });
}

interface OwnRoundProps {
  readonly member: Member;
  readonly links: ScreenLinks;
  readonly round: WeekRound;
}

function OwnRound({ member, links, round }: OwnRoundProps) {
  const sayRounds = useRoundsWords();
  const say = useDebriefWords();
  const format = useFormat();
  const [language] = useLanguage();
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member]);
  const nameOf = useCellNames(grid, language);
  const stops = round.stops ?? [];
  const facts = [format.clock(round.leavesAt), sayRounds(round.mode), sayRounds(round.status)];
  return (
    <article className="own-round">
      <Title order={2}>{whenInWords(sayRounds, format, round)}</Title>
      <p className="round-facts">{facts.join(" · ")}</p>
      {round.start !== null && stops.length > 0 ? (
        <div className="round-map">
          <Suspense fallback={null}>
            <RoundMap
              grid={grid}
              nameOf={nameOf}
              start={round.start}
              end={round.end}
              stops={stops.map(({ cell }) => cell)}
            />
          </Suspense>
        </div>
      ) : null}
      <OwnStops stops={stops} nameOf={nameOf} />
      {round.status === "running" ? <p className="round-note">{say("started")}</p> : null}
      <OwnActions links={links} round={round} nameOf={nameOf} />
    </article>
  );
}

function OwnStops({ stops, nameOf }: { readonly stops: readonly Stop[]; readonly nameOf: CellName }) {
  const say = useDebriefWords();
  return (
    <ol className="stops">
      {stops.map(({ id, cell, kind }, at) => (
        <li key={id} className="stop">
          <span className="stop-number" aria-hidden>
            {at + 1}
          </span>
          <p className="stop-name">
            {nameOf(cell)} <span className="stop-code">{shortCode(cell)}</span>
            {kind === "site" || kind === "alert" ? <span className="stop-kind">{say(kind)}</span> : null}
          </p>
        </li>
      ))}
    </ol>
  );
}

function OwnActions({
  links,
  round,
  nameOf,
}: Pick<OwnRoundProps, "links" | "round"> & { readonly nameOf: CellName }) {
  const say = useDebriefWords();
  const sayRounds = useRoundsWords();
  const sayFailure = useFailureWords();
  const refresh = useRefresh();
  const [isOpen, setIsOpen] = useState(false);
  const kept = useDebriefDraft();
  const debrief = () => {
    kept.begin(round.stops ?? []);
    setIsOpen(true);
  };
  const canDebrief = ["planned", "running", "done"].includes(round.status);
  const start = async () => {
    const outcome = await startRound(round.id);
    if (!outcome.ok) return toast(sayFailure(outcome.error), "failed");
    await refresh("own_rounds");
  };
  if (isOpen && kept.draft) {
    return (
      <DebriefForm
        round={round.id}
        draft={kept.draft}
        onDraft={kept.change}
        nameOf={nameOf}
        cells={[]}
        onClose={() => setIsOpen(false)}
        onSent={() => {
          setIsOpen(false);
          kept.forget();
          void refresh("own_rounds", "coverage", "me");
        }}
      />
    );
  }
  return (
    <Group gap="xs">
      {round.status === "planned" ? <Button onClick={() => void start()}>{say("start")}</Button> : null}
      {canDebrief ? (
        <Button variant={round.status === "running" ? "filled" : "default"} onClick={debrief}>
          {say(kept.draft ? "resumeForm" : "openForm")}
        </Button>
      ) : null}
      <Button
        component={Link}
        href={`${links.rounds}/feuille/${round.date}/${round.id}`}
        variant="default"
        leftSection={<IconPrinter aria-hidden size={18} />}
      >
        {sayRounds("sheet")}
      </Button>
    </Group>
  );
}
