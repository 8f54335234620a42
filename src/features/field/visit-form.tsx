import { memo, useCallback, useDeferredValue, useState } from "react";
import type { FieldRound } from "../../data/sync.ts";
import { isWholeVisit, settledVisit, type VisitRecord } from "../../domain/field-record.ts";
import { VISIT_OUTCOMES, type VisitOutcome } from "../../domain/place-kind.ts";
import type { Minutes } from "../../domain/round.ts";
import { shown } from "../../ui/shown.ts";
import { Choice } from "./choice.tsx";
import { EncounterList, type VisitEdit } from "./encounter-list.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { newEncounter } from "./field-view.ts";
import { PlacePicker } from "./place-picker.tsx";
import { Stepper } from "./stepper.tsx";
import type { Draft, DraftChange } from "./use-draft.ts";
import { useFieldWords } from "./use-field-words.ts";

interface VisitFormProps {
  readonly draft: Draft;
  readonly round: FieldRound | undefined;
  readonly grid: FieldGrid;
  readonly onChange: (next: DraftChange) => void;
  readonly onSave: () => Promise<void>;
  readonly onClose: () => void;
}

/** One visit: where, what came of it, how long, and whom one met. Everything but the outcome is there already. */
export function VisitForm({ draft, round, grid, onChange, onSave, onClose }: VisitFormProps) {
  const say = useFieldWords();
  const [isPlacing, setIsPlacing] = useState(false);
  const { visit } = draft;
  // The button says at once that it was tapped; the long part below follows in a frame of its own.
  const isMet = useDeferredValue(visit.outcome === "met", false);
  const edit = useCallback(
    (change: VisitEdit) => onChange((now) => ({ ...now, visit: { ...now.visit, ...change(now.visit) } })),
    [onChange],
  );
  const setOutcome = useCallback(
    (outcome: VisitOutcome) => {
      const encounter = crypto.randomUUID();
      edit((now) => withOutcome(now, outcome, encounter));
    },
    [edit],
  );
  const setMinutes = useCallback((minutes: Minutes | null) => edit(() => ({ minutes })), [edit]);
  if (isPlacing) {
    return (
      <PlacePicker
        grid={grid}
        onPick={(cell) => {
          edit(() => ({ place: { kind: "cell", cell } }));
          setIsPlacing(false);
        }}
        onClose={() => setIsPlacing(false)}
      />
    );
  }
  return (
    <>
      <header className="field-head">
        <h1>{say("formTitle")}</h1>
        <PlaceLine visit={visit} round={round} grid={grid} onChange={() => setIsPlacing(true)} />
      </header>
      <Choice
        label={say("outcome")}
        values={VISIT_OUTCOMES}
        value={visit.outcome}
        say={say}
        onChange={setOutcome}
      />
      <MinutesStepper value={visit.minutes} onChange={setMinutes} />
      {isMet && visit.outcome === "met" ? (
        <EncounterList encounters={visit.encounters} grid={grid} onEdit={edit} />
      ) : null}
      <Foot draft={draft} onSave={onSave} onClose={onClose} />
    </>
  );
}

/** Who was met stays at hand while one looks at another outcome; what is kept agrees with it. */
function withOutcome(visit: VisitRecord, outcome: VisitOutcome, encounter: string): Partial<VisitRecord> {
  if (outcome !== "met" || visit.encounters.length > 0) return { outcome };
  return { outcome, encounters: [newEncounter(encounter, "wandering")] };
}

function Foot({ draft, onSave, onClose }: Pick<VisitFormProps, "draft" | "onSave" | "onClose">) {
  const say = useFieldWords();
  const [isBusy, setIsBusy] = useState(false);
  const isWhole = isWholeVisit(settledVisit(draft.visit));
  const save = async () => {
    setIsBusy(true);
    // The button answers first; what is written then takes longer than a frame.
    await shown();
    await onSave();
    setIsBusy(false);
  };
  return (
    <footer className="field-foot">
      {isWhole ? null : <p id="field-need">{say("needYouth")}</p>}
      <div className="field-row">
        <button type="button" className="field-button" onClick={onClose}>
          {say("cancel")}
        </button>
        <button
          type="button"
          className="field-button field-grow"
          data-main
          aria-disabled={!isWhole || isBusy}
          aria-describedby={isWhole ? undefined : "field-need"}
          onClick={() => (isWhole && !isBusy ? void save() : undefined)}
        >
          {say(draft.isNew ? "save" : "saveCorrection")}
        </button>
      </div>
    </footer>
  );
}

function PlaceLine({
  visit,
  round,
  grid,
  onChange,
}: {
  readonly visit: VisitRecord;
  readonly round: FieldRound | undefined;
  readonly grid: FieldGrid;
  readonly onChange: () => void;
}) {
  const say = useFieldWords();
  const { place } = visit;
  const cell = place.kind === "cell" ? place.cell : round?.stops.find(({ id }) => id === place.stop)?.cell;
  return (
    <div className="field-row">
      <p className="field-grow">
        <strong>{cell === undefined ? say("place") : grid.nameOf(cell)}</strong>
      </p>
      <button type="button" className="field-button" onClick={onChange}>
        {say("changePlace")}
      </button>
    </div>
  );
}

const STEP = 5;
const MOST_MINUTES = 240;

const MinutesStepper = memo(function MinutesStepper({
  value,
  onChange,
}: {
  readonly value: Minutes | null;
  readonly onChange: (value: Minutes | null) => void;
}) {
  const say = useFieldWords();
  const now = value ?? 0;
  return (
    <Stepper
      label={say("minutes")}
      shown={value === null ? say("noMinutes") : say("minutesShort", { count: value })}
      less={say("lessMinutes")}
      more={say("moreMinutes")}
      onLess={() => onChange(now - STEP <= 0 ? null : ((now - STEP) as Minutes))}
      onMore={() => onChange(Math.min(MOST_MINUTES, now + STEP) as Minutes)}
    />
  );
});
