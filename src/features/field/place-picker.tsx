import { lazy, Suspense, useDeferredValue, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { shown } from "../../ui/shown.ts";
import type { FieldGrid } from "./field-grid.ts";
import { NameSearch } from "./name-search.tsx";
import { type OwnCellError, ownCell } from "./own-cell.ts";
import { useFieldWords } from "./use-field-words.ts";

const PlaceMap = lazy(async () => ({ default: (await import("./place-map.tsx")).PlaceMap }));

interface PlacePickerProps {
  readonly grid: FieldGrid;
  readonly onPick: (cell: Cell) => void;
  readonly onClose: () => void;
}

/** Where a visit beside the plan was: by position, by a name, or on the map. Only a cell comes out. */
export function PlacePicker({ grid, onPick, onClose }: PlacePickerProps) {
  const say = useFieldWords();
  const [found, setFound] = useState<Cell>();
  const [isMap, setIsMap] = useState(false);
  const isWhole = useDeferredValue(true, false);
  return (
    <section className="field-picker">
      <h1>{say("choosePlace")}</h1>
      <ByPosition grid={grid} onFound={setFound} />
      {isWhole ? <NameSearch label={say("searchPlace")} grid={grid} onPick={setFound} /> : null}
      {isMap ? (
        <Suspense fallback={null}>
          <PlaceMap grid={grid} cell={found} onPick={setFound} />
        </Suspense>
      ) : (
        <button type="button" className="field-button" onClick={() => setIsMap(true)}>
          {say("byMap")}
        </button>
      )}
      <div className="field-foot">
        <div className="field-row">
          <button type="button" className="field-button" onClick={onClose}>
            {say("back")}
          </button>
          {found === undefined ? null : (
            <button type="button" className="field-button field-grow" data-main onClick={() => onPick(found)}>
              {say("useCell", { name: grid.nameOf(found) })}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}

function ByPosition({ grid, onFound }: { readonly grid: FieldGrid; readonly onFound: (cell: Cell) => void }) {
  const say = useFieldWords();
  const [error, setError] = useState<OwnCellError>();
  const [isBusy, setIsBusy] = useState(false);
  const find = async () => {
    setIsBusy(true);
    await shown();
    const outcome = await ownCell(grid.snap, navigator.geolocation);
    setIsBusy(false);
    setError(outcome.ok ? undefined : outcome.error);
    if (outcome.ok) onFound(outcome.value);
  };
  return (
    <div>
      <button
        type="button"
        className="field-big"
        data-main
        aria-describedby="field-position"
        aria-disabled={isBusy}
        onClick={() => (isBusy ? undefined : void find())}
      >
        {say("byPosition")}
      </button>
      <p id="field-position" className="field-small">
        {say("byPositionHelp")}
      </p>
      {error ? <p role="alert">{say(error)}</p> : null}
    </div>
  );
}
