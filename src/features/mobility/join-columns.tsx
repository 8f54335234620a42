import { Alert, NativeSelect } from "@mantine/core";
import { looksLikeRate, type OpenOffer } from "../../exchange/open-data-keys.ts";
import type { OpenFate } from "../../exchange/open-data-take.ts";
import { chooseColumns, type JoinReady } from "./join-job.ts";
import { useJoinWords } from "./use-join-words.ts";

/** Which column says where, and which one counts. */
export function JoinColumns({ joined: { offer, choice } }: { readonly joined: JoinReady }) {
  const say = useJoinWords();
  const keyOf = ({ column, kind }: OpenOffer["keys"][number]) => `${kind}/${column.index}`;
  return (
    <>
      <div className="mobility-pair">
        <NativeSelect
          label={say("key")}
          data={offer.keys.map((key) => ({
            value: keyOf(key),
            // One column may be read either way: only then the kind is said.
            label: isTwofold(offer, key) ? say(key.kind, { name: key.column.name }) : key.column.name,
          }))}
          value={`${choice.kind}/${choice.key.index}`}
          onChange={({ currentTarget }) => {
            const key = offer.keys.find((each) => keyOf(each) === currentTarget.value);
            if (key) void chooseColumns({ kind: key.kind, key: key.column });
          }}
        />
        <NativeSelect
          label={say("value")}
          data={offer.numbers.map(({ index, name }) => ({ value: String(index), label: name }))}
          value={String(choice.value.index)}
          onChange={({ currentTarget }) => {
            const value = offer.numbers.find(({ index }) => String(index) === currentTarget.value);
            if (value) void chooseColumns({ value });
          }}
        />
      </div>
      {looksLikeRate(choice.value.name) ? (
        <Alert color="gray" p="xs" role="note">
          {say("rate")}
        </Alert>
      ) : null}
    </>
  );
}

/** Whether a column could be squares and communes. */
function isTwofold({ keys }: OpenOffer, { column }: OpenOffer["keys"][number]): boolean {
  return keys.filter((each) => each.column === column).length > 1;
}

/** What became of the table's rows: what was used, and everything that was not, by reason. */
export function JoinFate({ fate }: { readonly fate: OpenFate }) {
  const say = useJoinWords();
  const reasons = (["elsewhere", "unreadable", "noNumber", "repeated", "contradicting"] as const).filter(
    (reason) => fate[reason] > 0,
  );
  return (
    <div role="status">
      <p>{say("fate", { rows: fate.rows, used: fate.used })}</p>
      {reasons.length === 0 ? null : (
        <ul className="mobility-fate">
          {reasons.map((reason) => (
            <li key={reason}>
              {say(FATE_WORDS[reason], { count: fate[reason] })}
              {reason === "unreadable" && fate.examples.some((each) => each !== "")
                ? `, ${say("examples", { examples: fate.examples.filter((each) => each !== "").join(" · ") })}`
                : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const FATE_WORDS = {
  elsewhere: "elsewhere",
  unreadable: "unreadable",
  noNumber: "rowsWithout",
  repeated: "repeated",
  contradicting: "contradicting",
} as const;
