import { groupsOf, withOneMore } from "../../domain/contact-counts.ts";
import type { FieldEncounter } from "../../domain/field-record.ts";
import { PLACE_KINDS } from "../../domain/place-kind.ts";
import { Choice } from "./choice.tsx";
import { CountGrid } from "./count-grid.tsx";
import { EncounterDetails } from "./encounter-details.tsx";
import type { FieldGrid } from "./field-grid.ts";
import { GroupLine } from "./group-line.tsx";
import { useFieldWords } from "./use-field-words.ts";

/** One encounter: where it was, a tap for each youth, who was met before, and more if one likes. */
export function EncounterForm({
  title,
  encounter,
  grid,
  onChange,
  onDrop,
}: {
  readonly title: string;
  readonly encounter: FieldEncounter;
  readonly grid: FieldGrid;
  readonly onChange: (encounter: FieldEncounter) => void;
  readonly onDrop: (() => void) | undefined;
}) {
  const say = useFieldWords();
  const { contacts } = encounter;
  const change = (part: Partial<FieldEncounter>) => onChange({ ...encounter, ...part });
  const groups = groupsOf(contacts);
  return (
    <section className="field-card" aria-label={title}>
      <h2>{title}</h2>
      <Choice
        label={say("placeKind")}
        values={PLACE_KINDS}
        value={encounter.placeKind}
        say={say}
        onChange={(placeKind) => change({ placeKind })}
      />
      <CountGrid
        contacts={contacts}
        onMore={(which) => change({ contacts: withOneMore(contacts, which, crypto.randomUUID()) })}
      />
      {groups.length > 0 ? <p className="field-total">{say("total", { count: contacts.length })}</p> : null}
      {groups.length > 0 ? <p className="field-small">{say("seenWhy")}</p> : null}
      {groups.map((group) => (
        <GroupLine
          key={`${group.gender}${group.ageBand}`}
          group={group}
          contacts={contacts}
          onChange={(next) => change({ contacts: next })}
        />
      ))}
      <EncounterDetails encounter={encounter} grid={grid} onChange={onChange} />
      {onDrop ? (
        <button type="button" className="field-button" onClick={onDrop}>
          {say("dropEncounter")}
        </button>
      ) : null}
    </section>
  );
}
