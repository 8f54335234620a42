import { memo } from "react";
import { type ContactGroup, groupOf } from "../../domain/contact-counts.ts";
import type { FieldContact } from "../../domain/field-record.ts";
import { AGE_BANDS, type AgeBand, GENDERS, type Gender } from "../../domain/place-kind.ts";
import { ageInWords, genderInWords, groupInWords } from "./group-words.ts";
import { useFieldWords } from "./use-field-words.ts";

type Which = Pick<ContactGroup, "gender" | "ageBand">;

/** A square for each gender and age band: a tap counts one youth. */
export function CountGrid({
  contacts,
  onMore,
}: {
  readonly contacts: readonly FieldContact[];
  readonly onMore: (which: Which) => void;
}) {
  const say = useFieldWords();
  return (
    <table className="field-counts">
      <caption>{say("count")}</caption>
      <Genders />
      <tbody>
        {AGE_BANDS.map((ageBand) => (
          <tr key={ageBand}>
            <AgeHead ageBand={ageBand} />
            {GENDERS.map((gender) => (
              <Count
                key={gender}
                gender={gender}
                ageBand={ageBand}
                count={groupOf(contacts, { gender, ageBand }).count}
                onMore={onMore}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Genders = memo(function Genders() {
  const say = useFieldWords();
  return (
    <thead>
      <tr>
        <td />
        {GENDERS.map((gender) => (
          <th key={gender} scope="col">
            {genderInWords(gender, say)}
          </th>
        ))}
      </tr>
    </thead>
  );
});

const AgeHead = memo(function AgeHead({ ageBand }: { readonly ageBand: AgeBand }) {
  const say = useFieldWords();
  return <th scope="row">{ageInWords(ageBand, say, true)}</th>;
});

/** One square: a tap draws the one that it changes, and no other. */
const Count = memo(function Count({
  gender,
  ageBand,
  count,
  onMore,
}: {
  readonly gender: Gender;
  readonly ageBand: AgeBand;
  readonly count: number;
  readonly onMore: (which: Which) => void;
}) {
  const say = useFieldWords();
  return (
    <td>
      <button
        type="button"
        data-some={count > 0 || undefined}
        aria-label={say("oneMore", { who: groupInWords({ gender, ageBand }, say), count })}
        onClick={() => onMore({ gender, ageBand })}
      >
        {count > 0 ? count : "+"}
      </button>
    </td>
  );
});
