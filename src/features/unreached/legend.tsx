import { useState } from "react";
import { CELL_STATES } from "../../domain/coverage.ts";
import { StateSwatch } from "./state-swatch.tsx";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** The five states by hue and pattern, and what is never on the map. It starts closed on a phone. */
export function Legend({ unreached: { address } }: { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  const [open] = useState(() => !matchMedia("(max-width: 767px)").matches);
  return (
    <details className="unreached-legend" open={open}>
      <summary>{say("legend")}</summary>
      <p>{say("legendTitle", { slot: say(`${address.slot}Short`) })}</p>
      <ul>
        {CELL_STATES.map((state) => (
          <li key={state}>
            <StateSwatch state={state} />
            {say(state)}
          </li>
        ))}
      </ul>
      <p className="unreached-note">{say("neverHelp")}</p>
      <p className="unreached-note">{say("legendChance")}</p>
    </details>
  );
}
