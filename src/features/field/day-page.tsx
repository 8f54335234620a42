import { type ReactNode, useState } from "react";
import { addRecord, correctVisit } from "../../data/outbox-edits.ts";
import { phoneWatch } from "../../data/phone-day.ts";
import { editOutbox } from "../../data/phone-desk.ts";
import { sendNow } from "../../data/phone-sender.ts";
import type { KeptDay, OpenPhone } from "../../data/phone-state.ts";
import type { FieldRound } from "../../data/sync.ts";
import { settledVisit } from "../../domain/field-record.ts";
import type { Cell } from "../../domain/grid.ts";
import { useFormat } from "../../ui/format.ts";
import { endToast, toast } from "../../ui/toast.ts";
import { BeginRound } from "./begin-round.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { roundNow, roundsOf } from "./field-view.ts";
import { PlacePicker } from "./place-picker.tsx";
import { RoundPage } from "./round-page.tsx";
import { StatusBar } from "./status-bar.tsx";
import { type Draft, newDraft, useDraft } from "./use-draft.ts";
import { useFieldWords } from "./use-field-words.ts";
import { VisitForm } from "./visit-form.tsx";

interface DayPageProps {
  readonly phone: OpenPhone;
  readonly kept: KeptDay;
  readonly grid: FieldGrid;
  /** The way elsewhere, while nothing is being written. */
  readonly children: ReactNode;
}

/** The day's rounds: the one that goes on, the place that is being chosen, or the visit that is being written. */
export function DayPage({ phone, kept, grid, children }: DayPageProps) {
  const say = useFieldWords();
  const [chosen, setChosen] = useState<string>();
  const [isBeside, setIsBeside] = useState(false);
  const [draft, setDraft] = useDraft(() => toast(say("resumed")));
  const keep = useKeep(kept);
  const rounds = roundsOf(kept);
  const round = rounds.find(({ id }) => id === chosen) ?? roundNow(rounds, phoneWatch(kept.member).hour);
  const go = (next: Draft | undefined, beside = false) => {
    // What was said of the visit before stands where the next one begins.
    if (next || beside) endToast();
    setIsBeside(beside);
    setDraft(next);
  };
  if (draft) {
    const its = rounds.find(({ id }) => id === draft.visit.round);
    const save = async () => ((await keep(draft)) ? go(undefined) : undefined);
    return (
      <VisitForm
        {...{ draft, grid }}
        round={its}
        onChange={setDraft}
        onSave={save}
        onClose={() => go(undefined)}
      />
    );
  }
  if (isBeside && round) {
    const pick = (cell: Cell) => go(newDraft(round, { kind: "cell", cell }, "nobody"));
    return <PlacePicker grid={grid} onPick={pick} onClose={() => go(undefined)} />;
  }
  const begin = (
    <BeginRound kept={kept} onBegun={setChosen}>
      {children}
    </BeginRound>
  );
  return (
    <>
      <StatusBar phone={phone} />
      {rounds.length > 1 ? <RoundTabs rounds={rounds} at={round?.id} onChange={setChosen} /> : null}
      {round ? (
        <RoundPage
          {...{ phone, kept, round, grid }}
          onWrite={(next) => go(next)}
          onBeside={() => go(undefined, true)}
        >
          {begin}
        </RoundPage>
      ) : (
        begin
      )}
    </>
  );
}

/** Writes a visit down on the phone and says so, or why not; whether it is kept. */
function useKeep(kept: KeptDay): (done: Draft) => Promise<boolean> {
  const say = useFieldWords();
  return async (done) => {
    const visit = settledVisit(done.visit);
    const day = kept.clock.day;
    const outcome = await editOutbox((store) =>
      done.isNew ? addRecord(store, visit, day) : correctVisit(store, visit, day),
    );
    if (outcome.ok) toast(say("kept"));
    else toast(say(outcome.error), "failed");
    if (outcome.ok) void sendNow();
    return outcome.ok;
  };
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
