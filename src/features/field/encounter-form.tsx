import { memo, useCallback } from "react";
import { type ContactGroup, groupsOf, withOneMore } from "../../domain/contact-counts.ts";
import type { FieldContact, FieldEncounter } from "../../domain/field-record.ts";
import { PLACE_KINDS, type PlaceKind } from "../../domain/place-kind.ts";
import { Choice } from "./choice.tsx";
import { CountGrid } from "./count-grid.tsx";
import { EncounterDetails } from "./encounter-details.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { GroupLine } from "./group-line.tsx";
import { useFieldWords } from "./use-field-words.ts";

interface EncounterFormProps {
  readonly title: string;
  readonly encounter: FieldEncounter;
  readonly grid: FieldGrid;
  /** Changes the encounter as it is by then: the same function at each drawing, so that little is drawn anew. */
  readonly onEdit: (id: string, edit: (encounter: FieldEncounter) => FieldEncounter) => void;
  readonly onDrop: ((id: string) => void) | undefined;
}

type Contacts = readonly FieldContact[];

/** One encounter: where it was, a tap for each youth, who was met before, and more if one likes. */
export const EncounterForm = memo(function EncounterForm({
  title,
  encounter,
  grid,
  onEdit,
  onDrop,
}: EncounterFormProps) {
  const say = useFieldWords();
  const { id, contacts } = encounter;
  const edit = useCallback(
    (change: (encounter: FieldEncounter) => FieldEncounter) => onEdit(id, change),
    [id, onEdit],
  );
  const place = useCallback((placeKind: PlaceKind) => edit((one) => ({ ...one, placeKind })), [edit]);
  const editContacts = useCallback(
    (change: (contacts: Contacts) => Contacts) => edit((one) => ({ ...one, contacts: change(one.contacts) })),
    [edit],
  );
  const more = useCallback(
    (which: Pick<ContactGroup, "gender" | "ageBand">) => {
      const newId = crypto.randomUUID();
      editContacts((now) => withOneMore(now, which, newId));
    },
    [editContacts],
  );
  const groups = groupsOf(contacts);
  return (
    <section className="field-card" aria-label={title}>
      <h2>{title}</h2>
      <Choice
        label={say("placeKind")}
        values={PLACE_KINDS}
        value={encounter.placeKind}
        say={say}
        onChange={place}
      />
      <CountGrid contacts={contacts} onMore={more} />
      {groups.length > 0 ? <p className="field-total">{say("total", { count: contacts.length })}</p> : null}
      {groups.length > 0 ? <p className="field-small">{say("seenWhy")}</p> : null}
      {groups.map((group) => (
        <GroupLine key={`${group.gender}${group.ageBand}`} {...group} onEdit={editContacts} />
      ))}
      <EncounterDetails encounter={encounter} grid={grid} onEdit={edit} />
      {onDrop ? (
        <button type="button" className="field-button" onClick={() => onDrop(id)}>
          {say("dropEncounter")}
        </button>
      ) : null}
    </section>
  );
});
