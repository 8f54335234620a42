import { shortCode } from "../../map/use-cell-names.ts";
import type { FieldGrid } from "./field-grid.ts";
import type { ShownStop } from "./field-view.ts";
import { useFieldWords } from "./use-field-words.ts";

/** All stops in their order; a tap makes one the next. */
export function StopList({
  stops,
  at,
  grid,
  onChoose,
}: {
  readonly stops: readonly ShownStop[];
  readonly at: string | undefined;
  readonly grid: FieldGrid;
  readonly onChoose: (id: string) => void;
}) {
  const say = useFieldWords();
  if (stops.length === 0) return null;
  return (
    <section aria-labelledby="field-stops">
      <h2 id="field-stops">{say("stops")}</h2>
      <ol className="field-list">
        {stops.map(({ id, cell, kind, isDone }, number) => (
          <li key={id}>
            <button type="button" aria-current={id === at ? "step" : undefined} onClick={() => onChoose(id)}>
              <span className="field-number" aria-hidden data-done={isDone || undefined}>
                {isDone ? "✓" : number + 1}
              </span>
              <span className="field-grow">
                {grid.nameOf(cell)} <small>{shortCode(cell)}</small>
                {kind === "site" || kind === "alert" ? <small> {say(kind)}</small> : null}
              </span>
              {isDone ? <small>{say("stopDone")}</small> : null}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
