import { type ReactNode, useState } from "react";
import { addRecord } from "../../data/outbox-edits.ts";
import { editOutbox } from "../../data/phone-desk.ts";
import { sendNow } from "../../data/phone-sender.ts";
import type { KeptDay, OpenPhone } from "../../data/phone-state.ts";
import type { FieldRound } from "../../data/sync.ts";
import type { VisitPlace } from "../../domain/field-record.ts";
import type { VisitOutcome } from "../../domain/place-kind.ts";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import type { FieldGrid } from "./field-grid.ts";
import { endOf, type ShownStop, stopsOf, visitsOf } from "./field-view.ts";
import { NextStop } from "./next-stop.tsx";
import { StopList } from "./stop-list.tsx";
import { type Draft, newDraft } from "./use-draft.ts";
import { useFieldWords } from "./use-field-words.ts";
import { useSentVisits } from "./use-phone.ts";
import { VisitList } from "./visit-list.tsx";

interface RoundPageProps {
  readonly phone: OpenPhone;
  readonly kept: KeptDay;
  readonly round: FieldRound;
  readonly grid: FieldGrid;
  readonly onWrite: (draft: Draft) => void;
  /** Asks for a place beside the plan. */
  readonly onBeside: () => void;
  /** The ways elsewhere. */
  readonly children: ReactNode;
}

/** One round: its next stop with the outcomes to tap, its end, the other stops, the ways elsewhere, and what was written. */
export function RoundPage({ phone, kept, round, grid, onWrite, onBeside, children }: RoundPageProps) {
  const say = useFieldWords();
  const format = useFormat();
  const [chosen, setChosen] = useState<string>();
  const sent = useSentVisits(phone, round.id);
  const visits = visitsOf(round.id, phone.entries, sent.stored);
  const stops = stopsOf(round, visits);
  const next = stops.find(({ id }) => id === chosen) ?? stops.find(({ isDone }) => !isDone);
  const hasEnded = round.status !== "planned" && round.status !== "running";
  const isEnded = hasEnded || endOf(round.id, phone.entries) !== undefined;
  const write = (place: VisitPlace, outcome: VisitOutcome) => onWrite(newDraft(round, place, outcome));
  return (
    <>
      <header className="field-head">
        <h1>
          {say(round.slot)} · {format.plainWeekday(round.date)}
        </h1>
        <p>
          {format.clock(round.leaves_at)} · {say(round.mode)} ·{" "}
          {say(isEnded && !hasEnded ? "done" : round.status)}
        </p>
      </header>
      {isEnded ? <p className="field-note">{say("endedHelp")}</p> : null}
      <Where next={next} stops={stops} grid={grid} onOutcome={write} />
      <div className="field-row">
        <button type="button" className="field-button" onClick={onBeside}>
          {say("beside")}
        </button>
        {isEnded ? null : <EndButton round={round} kept={kept} />}
      </div>
      <StopList stops={stops} at={next?.id} grid={grid} onChoose={setChosen} />
      {children}
      {/* Last of all: what the server knows of visits comes later, and would push anything below from under a thumb. */}
      <VisitList kept={kept} round={round} visits={visits} sent={sent} grid={grid} onCorrect={onWrite} />
    </>
  );
}

function Where({
  next,
  stops,
  grid,
  onOutcome,
}: {
  readonly next: ShownStop | undefined;
  readonly stops: readonly ShownStop[];
  readonly grid: FieldGrid;
  readonly onOutcome: (place: VisitPlace, outcome: VisitOutcome) => void;
}) {
  const say = useFieldWords();
  if (next) {
    const place: VisitPlace = { kind: "stop", stop: next.id };
    return (
      <NextStop stop={next} stops={stops} grid={grid} onOutcome={(outcome) => onOutcome(place, outcome)} />
    );
  }
  if (stops.length === 0) return null;
  return (
    <section className="field-card">
      <h2>{say("allDone")}</h2>
      <p>{say("allDoneHelp")}</p>
    </section>
  );
}

function EndButton({ round, kept }: { readonly round: FieldRound; readonly kept: KeptDay }) {
  const say = useFieldWords();
  const end = async () => {
    const record = { kind: "end" as const, id: crypto.randomUUID(), revision: 1, round: round.id };
    const outcome = await editOutbox((store) => addRecord(store, record, kept.clock.day));
    toast(say(outcome.ok ? "ended" : outcome.error), outcome.ok ? "done" : "failed");
    void sendNow();
  };
  return (
    <button type="button" className="field-button" onClick={() => void end()}>
      {say("end")}
    </button>
  );
}
