import { useState } from "react";
import { addRecord, correctVisit } from "../../data/outbox-edits.ts";
import { phoneWatch } from "../../data/phone-day.ts";
import { editOutbox } from "../../data/phone-desk.ts";
import { sendNow } from "../../data/phone-sender.ts";
import type { KeptDay, OpenPhone } from "../../data/phone-state.ts";
import type { FieldRound } from "../../data/sync.ts";
import { settledVisit } from "../../domain/field-record.ts";
import { useFormat } from "../../ui/format.ts";
import { toast } from "../../ui/toast.ts";
import { BeginRound } from "./begin-round.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { roundNow, roundsOf } from "./field-view.ts";
import { RoundPage } from "./round-page.tsx";
import { StatusBar } from "./status-bar.tsx";
import { type Draft, useDraft } from "./use-draft.ts";
import { useFieldWords } from "./use-field-words.ts";
import { VisitForm } from "./visit-form.tsx";

/** The day's rounds: the one that goes on, or the visit that is being written. */
export function DayPage({
  phone,
  kept,
  grid,
}: {
  readonly phone: OpenPhone;
  readonly kept: KeptDay;
  readonly grid: FieldGrid;
}) {
  const say = useFieldWords();
  const [chosen, setChosen] = useState<string>();
  const [draft, setDraft] = useDraft(() => toast(say("resumed")));
  const rounds = roundsOf(kept);
  const round = rounds.find(({ id }) => id === chosen) ?? roundNow(rounds, phoneWatch(kept.member).hour);
  const save = async (done: Draft) => {
    const visit = settledVisit(done.visit);
    const day = kept.clock.day;
    const outcome = await editOutbox((store) =>
      done.isNew ? addRecord(store, visit, day) : correctVisit(store, visit, day),
    );
    if (!outcome.ok) return toast(say(outcome.error), "failed");
    setDraft(undefined);
    toast(say("kept"));
    void sendNow();
  };
  if (draft) {
    const its = rounds.find(({ id }) => id === draft.visit.round);
    return (
      <VisitForm
        draft={draft}
        round={its}
        grid={grid}
        onChange={setDraft}
        onSave={() => save(draft)}
        onClose={() => setDraft(undefined)}
      />
    );
  }
  return (
    <>
      <StatusBar phone={phone} />
      {rounds.length > 1 ? <RoundTabs rounds={rounds} at={round?.id} onChange={setChosen} /> : null}
      {round ? (
        <RoundPage key={round.id} phone={phone} kept={kept} round={round} grid={grid} onWrite={setDraft} />
      ) : null}
      <BeginRound kept={kept} onBegun={setChosen} />
    </>
  );
}

function RoundTabs({
  rounds,
  at,
  onChange,
}: {
  readonly rounds: readonly FieldRound[];
  readonly at: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const say = useFieldWords();
  const format = useFormat();
  return (
    <fieldset className="field-choice">
      <legend>{say("rounds")}</legend>
      {rounds.map(({ id, slot, leaves_at, status }) => (
        <button key={id} type="button" aria-pressed={id === at} onClick={() => onChange(id)}>
          {say(slot)} {format.clock(leaves_at)}
          <small>{say(status)}</small>
        </button>
      ))}
    </fieldset>
  );
}
