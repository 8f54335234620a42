import { useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { boundsOf } from "../../map/map-grid.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import type { FieldGrid } from "./field-grid.ts";
import { useFieldWords } from "./use-field-words.ts";

const NO_LAYERS = [] as const;

/** The map to pick a cell on, by touch or by arrow keys; it always draws the basemap that ships, which works offline. */
export function PlaceMap({
  grid,
  cell,
  onPick,
}: {
  readonly grid: FieldGrid;
  readonly cell: Cell | undefined;
  readonly onPick: (cell: Cell) => void;
}) {
  const say = useFieldWords();
  const theme = useMapTheme();
  const words = useMapWords(say("map"));
  const [cursor, setCursor] = useState<Cell>();
  const [isMissing, setIsMissing] = useState(false);
  const selection = useMemo(() => (cell === undefined ? [] : [{ square: cell, sizeKm: 1 as const }]), [cell]);
  const reveal = useMemo(() => boundsOf(grid.drawn, selection), [grid, selection]);
  if (isMissing) return <p>{say("noMap")}</p>;
  return (
    <div className="field-map">
      <MapView
        grid={grid.drawn}
        theme={theme}
        words={words}
        layers={NO_LAYERS}
        selection={selection}
        reveal={reveal}
        onPickCell={onPick}
        cursorCell={cursor}
        onCursorCell={setCursor}
        announcement={cursor === undefined ? undefined : grid.nameOf(cursor)}
        onUnavailable={() => setIsMissing(true)}
      />
    </div>
  );
}
