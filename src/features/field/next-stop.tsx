import type { VisitOutcome } from "../../domain/place-kind.ts";
import { shortCode } from "../../map/use-cell-names.ts";
import type { FieldGrid } from "./field-grid.ts";
import type { ShownStop } from "./field-view.ts";
import { useFieldWords } from "./use-field-words.ts";

/** Where to go now, and what came of it: one tap on an outcome opens the visit. */
export function NextStop({
  stop,
  stops,
  grid,
  onOutcome,
}: {
  readonly stop: ShownStop;
  readonly stops: readonly ShownStop[];
  readonly grid: FieldGrid;
  readonly onOutcome: (outcome: VisitOutcome) => void;
}) {
  const say = useFieldWords();
  const at = stops.findIndex(({ id }) => id === stop.id) + 1;
  return (
    <section className="field-card" aria-labelledby="field-next">
      <p className="field-small">
        {say("next")} · {say("stopAt", { at, count: stops.length })}
      </p>
      <h2 id="field-next" className="field-place">
        {grid.nameOf(stop.cell)}
      </h2>
      <p className="field-small">
        {shortCode(stop.cell)} · {say("minutesShort", { count: stop.minutes })}
        {stop.kind === "site" || stop.kind === "alert" ? ` · ${say(stop.kind)}` : ""}
      </p>
      <div className="field-outcomes">
        <button type="button" className="field-big" data-main onClick={() => onOutcome("met")}>
          {say("met")}
        </button>
        <button type="button" className="field-big" data-main onClick={() => onOutcome("nobody")}>
          {say("nobody")}
        </button>
        <button type="button" className="field-button" onClick={() => onOutcome("seen_avoided")}>
          {say("seen_avoided")}
        </button>
        <button type="button" className="field-button" onClick={() => onOutcome("not_reached")}>
          {say("not_reached")}
        </button>
      </div>
    </section>
  );
}
