import { type ContactGroup, groupOf } from "../../domain/contact-counts.ts";
import type { FieldContact } from "../../domain/field-record.ts";
import { AGE_BANDS, GENDERS } from "../../domain/place-kind.ts";
import { ageInWords, genderInWords, groupInWords } from "./group-words.ts";
import { useFieldWords } from "./use-field-words.ts";

/** A square for each gender and age band: a tap counts one youth. */
export function CountGrid({
  contacts,
  onMore,
}: {
  readonly contacts: readonly FieldContact[];
  readonly onMore: (which: Pick<ContactGroup, "gender" | "ageBand">) => void;
}) {
  const say = useFieldWords();
  return (
    <table className="field-counts">
      <caption>{say("count")}</caption>
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
      <tbody>
        {AGE_BANDS.map((ageBand) => (
          <tr key={ageBand}>
            <th scope="row">{ageInWords(ageBand, say, true)}</th>
            {GENDERS.map((gender) => {
              const { count } = groupOf(contacts, { gender, ageBand });
              const who = groupInWords({ gender, ageBand }, say);
              return (
                <td key={gender}>
                  <button
                    type="button"
                    data-some={count > 0 || undefined}
                    aria-label={say("oneMore", { who, count })}
                    onClick={() => onMore({ gender, ageBand })}
                  >
                    {count > 0 ? count : "+"}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
