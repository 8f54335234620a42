import { CELL_STATES } from "../../domain/coverage.ts";
import { MapLegend } from "../../ui/legend.tsx";
import { StateSwatch } from "./state-swatch.tsx";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** The five states by hue and pattern, and what is never on the map. */
export function Legend({ unreached: { address } }: { readonly unreached: Unreached }) {
  const say = useUnreachedWords();
  return (
    <MapLegend
      name={say("legend")}
      swatches={CELL_STATES.map((state) => <StateSwatch key={state} state={state} />)}
    >
      <p className="legend-title">{say("legendTitle", { slot: say(`${address.slot}Short`) })}</p>
      <ul className="legend-list">
        {CELL_STATES.map((state) => (
          <li key={state}>
            <StateSwatch state={state} />
            {say(state)}
          </li>
        ))}
      </ul>
      <p className="legend-note">{say("neverHelp")}</p>
      <p className="legend-note">{say("legendChance")}</p>
    </MapLegend>
  );
}
