import { memo } from "react";
import { withFirst, withOneFewer, withSeen } from "../../domain/contact-counts.ts";
import type { FieldContact } from "../../domain/field-record.ts";
import type { AgeBand, Gender } from "../../domain/place-kind.ts";
import { groupInWords } from "./group-words.ts";
import { Stepper } from "./stepper.tsx";
import { useFieldWords } from "./use-field-words.ts";

type Contacts = readonly FieldContact[];

/** Those of one gender and age band: how many, and beside it how many were already met in the last 4 weeks. */
export const GroupLine = memo(function GroupLine({
  gender,
  ageBand,
  count,
  seen,
  first,
  onEdit,
}: {
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  readonly count: number;
  readonly seen: number;
  readonly first: number;
  readonly onEdit: (edit: (contacts: Contacts) => Contacts) => void;
}) {
  const say = useFieldWords();
  const group = { gender, ageBand };
  const who = groupInWords(group, say);
  return (
    <fieldset className="field-group">
      <legend className="rp-hidden">{who}</legend>
      <div className="field-stepper">
        <span className="field-grow">
          <strong>{count}</strong> {who}
        </span>
        <button
          type="button"
          aria-label={say("oneFewer", { who })}
          onClick={() => onEdit((contacts) => withOneFewer(contacts, group))}
        >
          −
        </button>
      </div>
      <Stepper
        label={say("seen")}
        shown={String(seen)}
        less={say("fewerSeen", { who })}
        more={say("moreSeen", { who })}
        onLess={() => onEdit((contacts) => withSeen(contacts, group, -1))}
        onMore={() => onEdit((contacts) => withSeen(contacts, group, 1))}
      />
      <Stepper
        label={say("first")}
        shown={String(first)}
        less={say("fewerFirst", { who })}
        more={say("moreFirst", { who })}
        onLess={() => onEdit((contacts) => withFirst(contacts, group, -1))}
        onMore={() => onEdit((contacts) => withFirst(contacts, group, 1))}
      />
    </fieldset>
  );
});
