import { discardRecord, removeVisit, retryRefused, undoRemoval } from "../../data/outbox-edits.ts";
import { editOutbox } from "../../data/phone-desk.ts";
import { sendNow, sendSoon } from "../../data/phone-sender.ts";
import type { KeptDay } from "../../data/phone-state.ts";
import type { FieldRound } from "../../data/sync.ts";
import type { VisitRecord } from "../../domain/field-record.ts";
import { HOLD_MS } from "../../domain/outbox.ts";
import { toast } from "../../ui/toast.ts";
import { undoToast } from "../../ui/undo-toast.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { cellOf, type ShownVisit } from "./field-view.ts";
import type { Draft } from "./use-draft.ts";
import { type FieldSay, useFieldWords } from "./use-field-words.ts";
import type { SentVisits } from "./use-phone.ts";

interface VisitListProps {
  readonly kept: KeptDay;
  readonly round: FieldRound;
  readonly visits: readonly ShownVisit[];
  readonly sent: SentVisits;
  readonly grid: FieldGrid;
  readonly onCorrect: (draft: Draft) => void;
}

/** The person's own visits of a round, each with where it is: on this phone, sent, or refused and why. */
export function VisitList({ kept, round, visits, sent, grid, onCorrect }: VisitListProps) {
  const say = useFieldWords();
  return (
    <section aria-labelledby="field-visits">
      <h2 id="field-visits">{say("visits")}</h2>
      {visits.length === 0 && !sent.isAway ? <p>{say("noVisits")}</p> : null}
      <ul className="field-list">
        {visits.map((visit) => {
          const cell = cellOf(visit.record, round, sent.stored);
          return (
            <li key={visit.record.id} className="field-visit">
              <strong>{cell === undefined ? say("formTitle") : grid.nameOf(cell)}</strong>
              <span>{factsOf(visit.record, say)}</span>
              <span className="field-state" data-state={visit.state.kind}>
                {stateInWords(visit, say)}
              </span>
              <Actions visit={visit} day={kept.clock.day} onCorrect={onCorrect} />
            </li>
          );
        })}
      </ul>
      {/* Where the sent ones will stand, so that their coming moves none of the others. */}
      {sent.isAway ? <p>{say("sentAway")}</p> : null}
    </section>
  );
}

function factsOf({ outcome, minutes, encounters }: VisitRecord, say: FieldSay): string {
  const youths = encounters.reduce((sum, { contacts }) => sum + contacts.length, 0);
  const facts = [
    say(outcome),
    youths > 0 ? say("youths", { count: youths }) : "",
    minutes === null ? "" : say("minutesShort", { count: minutes }),
  ];
  return facts.filter((fact) => fact !== "").join(" · ");
}

function stateInWords({ state }: ShownVisit, say: FieldSay): string {
  if (state.kind !== "refused") return say(state.kind);
  return say("refused", { reason: say(`reason_${state.code}`) });
}

function Actions({
  visit: { record, state, isOpen },
  day,
  onCorrect,
}: {
  readonly visit: ShownVisit;
  readonly day: KeptDay["clock"]["day"];
  readonly onCorrect: (draft: Draft) => void;
}) {
  const say = useFieldWords();
  if (!isOpen) return null;
  return (
    <div className="field-row">
      <button
        type="button"
        className="field-button"
        onClick={() => onCorrect({ visit: record, isNew: false })}
      >
        {say("correct")}
      </button>
      {state.kind === "refused" ? (
        <>
          <button type="button" className="field-button" onClick={() => void again()}>
            {say("retry")}
          </button>
          <button
            type="button"
            className="field-button"
            onClick={() => void editOutbox((store) => discardRecord(store, record.id))}
          >
            {say("discard")}
          </button>
        </>
      ) : (
        <button type="button" className="field-button" onClick={() => void remove(record, day, say)}>
          {say("remove")}
        </button>
      )}
    </div>
  );
}

async function again(): Promise<void> {
  await editOutbox(retryRefused);
  await sendNow();
}

/** Takes a visit back; for ten seconds that can be undone, then it goes. */
async function remove(visit: VisitRecord, day: KeptDay["clock"]["day"], say: FieldSay): Promise<void> {
  const when = { removal: crypto.randomUUID(), now: Date.now() };
  const outcome = await editOutbox((store) => removeVisit(store, visit, day, when));
  if (!outcome.ok) return toast(say(outcome.error), "failed");
  sendSoon(HOLD_MS + 200);
  undoToast(say("removed"), () => void undo(visit.id, say));
}

async function undo(visit: string, say: FieldSay): Promise<void> {
  const outcome = await editOutbox((store) => undoRemoval(store, visit, Date.now()));
  if (!outcome.ok || !outcome.value) toast(say("tooLate"), "failed");
  else await sendNow();
}
