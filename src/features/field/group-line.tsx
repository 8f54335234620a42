import { type ContactGroup, withFirst, withOneFewer, withSeen } from "../../domain/contact-counts.ts";
import type { FieldContact } from "../../domain/field-record.ts";
import { groupInWords } from "./group-words.ts";
import { Stepper } from "./stepper.tsx";
import { useFieldWords } from "./use-field-words.ts";

/** Those of one gender and age band: how many, and beside it how many were already met in the last 4 weeks. */
export function GroupLine({
  group,
  contacts,
  onChange,
}: {
  readonly group: ContactGroup;
  readonly contacts: readonly FieldContact[];
  readonly onChange: (contacts: readonly FieldContact[]) => void;
}) {
  const say = useFieldWords();
  const who = groupInWords(group, say);
  return (
    <fieldset className="field-group">
      <legend className="rp-hidden">{who}</legend>
      <div className="field-stepper">
        <span className="field-grow">
          <strong>{group.count}</strong> {who}
        </span>
        <button
          type="button"
          aria-label={say("oneFewer", { who })}
          onClick={() => onChange(withOneFewer(contacts, group))}
        >
          −
        </button>
      </div>
      <Stepper
        label={say("seen")}
        shown={String(group.seen)}
        less={say("fewerSeen", { who })}
        more={say("moreSeen", { who })}
        onLess={() => onChange(withSeen(contacts, group, -1))}
        onMore={() => onChange(withSeen(contacts, group, 1))}
      />
      <Stepper
        label={say("first")}
        shown={String(group.first)}
        less={say("fewerFirst", { who })}
        more={say("moreFirst", { who })}
        onLess={() => onChange(withFirst(contacts, group, -1))}
        onMore={() => onChange(withFirst(contacts, group, 1))}
      />
    </fieldset>
  );
}
