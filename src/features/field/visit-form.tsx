import { useState } from "react";
import type { FieldRound } from "../../data/sync.ts";
import {
  type FieldEncounter,
  isWholeVisit,
  settledVisit,
  type VisitRecord,
} from "../../domain/field-record.ts";
import { VISIT_OUTCOMES, type VisitOutcome } from "../../domain/place-kind.ts";
import type { Minutes } from "../../domain/round.ts";
import { Choice } from "./choice.tsx";
import { EncounterForm } from "./encounter-form.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { newEncounter } from "./field-view.ts";
import { PlacePicker } from "./place-picker.tsx";
import { Stepper } from "./stepper.tsx";
import type { Draft } from "./use-draft.ts";
import { useFieldWords } from "./use-field-words.ts";

interface VisitFormProps {
  readonly draft: Draft;
  readonly round: FieldRound | undefined;
  readonly grid: FieldGrid;
  readonly onChange: (draft: Draft) => void;
  readonly onSave: () => Promise<void>;
  readonly onClose: () => void;
}

/** One visit: where, what came of it, how long, and whom one met. Everything but the outcome is there already. */
export function VisitForm({ draft, round, grid, onChange, onSave, onClose }: VisitFormProps) {
  const say = useFieldWords();
  const [isPlacing, setIsPlacing] = useState(false);
  const { visit } = draft;
  const change = (part: Partial<VisitRecord>) => onChange({ ...draft, visit: { ...visit, ...part } });
  if (isPlacing) {
    return (
      <PlacePicker
        grid={grid}
        onPick={(cell) => {
          change({ place: { kind: "cell", cell } });
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
        onChange={(outcome) => change(withOutcome(visit, outcome))}
      />
      <MinutesStepper value={visit.minutes} onChange={(minutes) => change({ minutes })} />
      {visit.outcome === "met" ? (
        <Encounters visit={visit} grid={grid} onChange={(encounters) => change({ encounters })} />
      ) : null}
      <Foot draft={draft} onSave={onSave} onClose={onClose} />
    </>
  );
}

/** Who was met stays at hand while one looks at another outcome; what is kept agrees with it. */
function withOutcome(visit: VisitRecord, outcome: VisitOutcome): Partial<VisitRecord> {
  if (outcome !== "met" || visit.encounters.length > 0) return { outcome };
  return { outcome, encounters: [newEncounter(crypto.randomUUID(), "wandering")] };
}

function Foot({ draft, onSave, onClose }: Pick<VisitFormProps, "draft" | "onSave" | "onClose">) {
  const say = useFieldWords();
  const [isBusy, setIsBusy] = useState(false);
  const isWhole = isWholeVisit(settledVisit(draft.visit));
  const save = async () => {
    setIsBusy(true);
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

function MinutesStepper({
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
}

function Encounters({
  visit,
  grid,
  onChange,
}: {
  readonly visit: VisitRecord;
  readonly grid: FieldGrid;
  readonly onChange: (encounters: readonly FieldEncounter[]) => void;
}) {
  const say = useFieldWords();
  const { encounters } = visit;
  return (
    <>
      {encounters.map((encounter, at) => (
        <EncounterForm
          key={encounter.id}
          title={say("encounter", { at: at + 1 })}
          encounter={encounter}
          grid={grid}
          onChange={(next) => onChange(encounters.map((one) => (one.id === next.id ? next : one)))}
          onDrop={
            encounters.length > 1
              ? () => onChange(encounters.filter(({ id }) => id !== encounter.id))
              : undefined
          }
        />
      ))}
      <button
        type="button"
        className="field-button"
        onClick={() => onChange([...encounters, newEncounter(crypto.randomUUID(), "wandering")])}
      >
        {say("anotherEncounter")}
      </button>
    </>
  );
}
