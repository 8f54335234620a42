import { NativeSelect } from "@mantine/core";
import { CELL_STATES } from "../../domain/coverage.ts";
import { SLOTS } from "../../domain/slot.ts";
import { StateSwatch } from "./state-swatch.tsx";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** What the map and the list show: slot, sector and states. */
export function Filters({ unreached }: { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  const { address, go, own } = unreached;
  return (
    <div className="unreached-filters">
      <div className="unreached-pair">
        <NativeSelect
          label={say("slot")}
          value={address.slot}
          data={SLOTS.map((value) => ({ value, label: say(value) }))}
          onChange={({ currentTarget }) =>
            go({ slot: SLOTS.find((slot) => slot === currentTarget.value) ?? "evening" })
          }
        />
        <NativeSelect
          label={say("sector")}
          value={address.sector ?? ""}
          data={[
            { value: "", label: say("allSectors") },
            ...own.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={({ currentTarget }) => go({ sector: currentTarget.value || undefined })}
        />
      </div>
      <States unreached={unreached} />
    </div>
  );
}

function States({ unreached: { address, counts, go } }: { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  return (
    <fieldset className="unreached-states">
      <legend className="rp-hidden">{say("states")}</legend>
      {CELL_STATES.map((state) => {
        const isShown = address.states.includes(state);
        const states = isShown
          ? address.states.filter((each) => each !== state)
          : CELL_STATES.filter((each) => each === state || address.states.includes(each));
        return (
          <button
            key={state}
            type="button"
            aria-pressed={isShown}
            title={say(isShown ? "hide" : "show", { state: say(state) })}
            onClick={() => go({ states })}
          >
            <StateSwatch state={state} />
            {say("count", { state: say(state), count: counts[state] })}
          </button>
        );
      })}
    </fieldset>
  );
}
