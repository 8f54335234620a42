import { Anchor, Button, NumberInput, Title } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import { fetchContacts } from "../../data/contacts.ts";
import { gridOf, type Member } from "../../data/me.ts";
import { fetchWeek } from "../../data/rounds.ts";
import { fetchSectors } from "../../data/sectors.ts";
import { type Answer, type FailedAnswer, useAnswer } from "../../data/use-answer.ts";
import { saveNow } from "../../data/week-desk.ts";
import type { ScreenLinks } from "../../domain/screen.ts";
import { mondayOf } from "../../domain/slot.ts";
import type { WeekRound } from "../../domain/week-rounds.ts";
import { type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { useCellNames } from "../../map/use-cell-names.ts";
import { Empty } from "../../ui/empty.tsx";
import { Failure } from "../../ui/failure.tsx";
import { useFormat } from "../../ui/format.ts";
import { Waiting } from "../../ui/waiting.tsx";
import { useLanguage } from "../../ui/words.ts";
import { ContactsForm } from "./contacts-form.tsx";
import { whenInWords } from "./in-words.ts";
import { Sheet, type SheetFacts } from "./sheet.tsx";
import { sheetFacts } from "./sheet-facts.ts";
import { SheetMap } from "./sheet-map.tsx";
import { useRoundsWords } from "./use-rounds-words.ts";
import { useSheetWords } from "./use-sheet-words.ts";

/** Where the screen is: `/tournees/feuille/2026-12-09/ID`. */
export interface SheetPlace {
  readonly day: string;
  readonly round: string;
}

interface SheetScreenProps {
  readonly member: Member;
  readonly links: ScreenLinks;
  readonly place: SheetPlace;
}

/** The sheet of a round as it will be on paper, and how many copies are needed. */
export function SheetScreen({ member, links, place }: SheetScreenProps) {
  const say = useSheetWords();
  const found = useRound(place);
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(member.organisation);
    return mapGrid(definition, proj4);
  }, [member]);
  const { facts, failed } = useFacts(member, grid, found.kind === "ready" ? found.value : undefined);
  const back = (
    <Anchor component={Link} href={`${links.rounds}?semaine=${place.day}&tournee=${place.round}`}>
      {say("back")}
    </Anchor>
  );
  if (found.kind === "waiting") return <Waiting />;
  if (found.kind === "failed") return <Failure code={found.error} retry={found.retry} />;
  if (failed) return <Failure code={failed.error} retry={failed.retry} />;
  if (found.value && !facts) return <Waiting />;
  if (!found.value || !facts)
    return (
      <Empty order={1} title={say("noSheet")} action={back}>
        {say("noSheetHelp")}
      </Empty>
    );
  return (
    <Preview
      facts={facts}
      round={found.value}
      grid={grid}
      back={back}
      editsContacts={member.role === "lead"}
    />
  );
}

const MOST_COPIES = 6;

function Preview({
  facts,
  round,
  grid,
  back,
  editsContacts,
}: {
  readonly facts: SheetFacts;
  readonly round: WeekRound;
  readonly grid: MapGrid;
  readonly back: ReactNode;
  readonly editsContacts: boolean;
}) {
  const say = useSheetWords();
  const [copies, setCopies] = useState(1);
  return (
    <div className="sheet-screen">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (axe, scrollable-region-focusable). */}
      <section className="sheet-preview" tabIndex={0} aria-label={say("preview")}>
        {Array.from({ length: copies }, (_, at) => at + 1).map((copy) => (
          <Sheet
            key={copy}
            facts={facts}
            copy={copy}
            copies={copies}
            map={(widthMm, heightMm) => (
              <SheetMap grid={grid} round={round} widthMm={widthMm} heightMm={heightMm} />
            )}
          />
        ))}
      </section>
      <aside className="sheet-controls" aria-label={say("controls")}>
        <Title order={2}>{say("title")}</Title>
        <NumberInput
          label={say("copies")}
          description={say("copiesHelp")}
          min={1}
          max={MOST_COPIES}
          allowDecimal={false}
          value={copies}
          onChange={(value) => {
            if (typeof value === "number" && value >= 1 && value <= MOST_COPIES) setCopies(value);
          }}
        />
        {editsContacts ? <ContactsForm key={JSON.stringify(facts.phones)} contacts={facts.phones} /> : null}
        <p>{say("holds")}</p>
        <p>{say("collect")}</p>
        <Button leftSection={<IconPrinter aria-hidden size={18} />} onClick={() => window.print()}>
          {say("print")}
        </Button>
        {back}
      </aside>
    </div>
  );
}

/** The round as the server has it: what is on the desk is sent first, so that paper and screen say the same. */
function useRound({ day, round }: SheetPlace): Answer<WeekRound | undefined> {
  const monday = mondayOf(day);
  const week = useAnswer(["sheet", monday], async (signal) => {
    await saveNow(monday);
    return fetchWeek(monday, signal);
  });
  if (week.kind !== "ready") return week;
  return { ...week, value: week.value.rounds.find(({ id }) => id === round) };
}

interface FactsAnswer {
  readonly facts: SheetFacts | undefined;
  readonly failed: FailedAnswer | undefined;
}

/** What stands on paper: whole, or not at all. A sheet without the numbers to call would go into the street like that. */
function useFacts(member: Member, grid: MapGrid, round: WeekRound | undefined): FactsAnswer {
  const say = useRoundsWords();
  const format = useFormat();
  const [language] = useLanguage();
  const nameOf = useCellNames(grid, language);
  const isLead = member.role === "lead";
  const sectors = useAnswer(["sectors"], fetchSectors, { enabled: isLead });
  const contacts = useAnswer(["contacts"], fetchContacts);
  const failed = [contacts, sectors].find((each) => each.kind === "failed");
  const isThere = contacts.kind === "ready" && (sectors.kind === "ready" || !isLead);
  if (!round || failed || !isThere) return { facts: undefined, failed };
  const known = sectors.kind === "ready" ? sectors.value : [];
  const { name, fictitious } = member.organisation;
  const facts = sheetFacts(round, {
    association: name,
    fictitious,
    team: member.teamName ?? "",
    sector: known.find(({ id }) => id === round.sector)?.name ?? null,
    when: whenInWords(say, format, round),
    phones: contacts.value,
    nameOf,
  });
  return { facts, failed: undefined };
}
