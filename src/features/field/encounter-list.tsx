import { useCallback } from "react";
import type { FieldEncounter, VisitRecord } from "../../domain/field-record.ts";
import { EncounterForm } from "./encounter-form.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { newEncounter } from "./field-view.ts";
import { useFieldWords } from "./use-field-words.ts";

/** What becomes of some parts of a visit, out of the visit as it is by then. */
export type VisitEdit = (visit: VisitRecord) => Partial<VisitRecord>;

/** Those who were met during a visit, in one encounter or several. */
export function EncounterList({
  encounters,
  grid,
  onEdit,
}: {
  readonly encounters: readonly FieldEncounter[];
  readonly grid: FieldGrid;
  readonly onEdit: (edit: VisitEdit) => void;
}) {
  const say = useFieldWords();
  const editOne = useCallback(
    (id: string, edit: (encounter: FieldEncounter) => FieldEncounter) =>
      onEdit((now) => ({ encounters: now.encounters.map((one) => (one.id === id ? edit(one) : one)) })),
    [onEdit],
  );
  const drop = useCallback(
    (id: string) => onEdit((now) => ({ encounters: now.encounters.filter((one) => one.id !== id) })),
    [onEdit],
  );
  const another = () => {
    const fresh = newEncounter(crypto.randomUUID(), "wandering");
    onEdit((now) => ({ encounters: [...now.encounters, fresh] }));
  };
  return (
    <>
      {encounters.map((encounter, at) => (
        <EncounterForm
          key={encounter.id}
          title={say("encounter", { at: at + 1 })}
          encounter={encounter}
          grid={grid}
          onEdit={editOne}
          onDrop={encounters.length > 1 ? drop : undefined}
        />
      ))}
      <button type="button" className="field-button" onClick={another}>
        {say("anotherEncounter")}
      </button>
    </>
  );
}
