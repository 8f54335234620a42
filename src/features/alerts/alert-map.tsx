import { useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { stateLayers } from "../../map/state-layers.ts";
import { STATE_PALETTES } from "../../map/state-palette.ts";
import { stateShapes } from "../../map/state-shapes.ts";
import type { CellName } from "../../map/use-cell-names.ts";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { useAlertsWords } from "./use-alerts-words.ts";

/** Cells where alerts wait, and the one that is chosen. */
export function AlertMap({
  title,
  grid,
  nameOf,
  cells,
  chosen,
  onPick,
  onUnavailable,
  styleUrl,
}: {
  /** What the map is, read aloud. */
  readonly title: string;
  readonly grid: MapGrid;
  readonly nameOf: CellName;
  readonly cells: readonly Cell[];
  readonly chosen: Cell | undefined;
  readonly onPick: (cell: Cell) => void;
  readonly onUnavailable: (failure: MapFailure) => void;
  readonly styleUrl?: string | undefined;
}) {
  const say = useAlertsWords();
  const theme = useMapTheme();
  const words = useMapWords(title);
  const [cursor, setCursor] = useState<Cell>();
  const shapes = useMemo(
    () =>
      stateShapes(
        grid,
        [...new Set(cells)].map((cell) => ({ cell, state: "alert" as const })),
      ),
    [grid, cells],
  );
  const layers = useMemo(() => stateLayers(shapes, STATE_PALETTES[theme]), [shapes, theme]);
  const squares = useMemo(() => cells.map((square) => ({ square, sizeKm: 1 as const })), [cells]);
  const selection = useMemo(
    () => (chosen === undefined ? undefined : [{ square: chosen, sizeKm: 1 as const }]),
    [chosen],
  );
  const focus = useMemo(() => boundsOf(grid, squares), [grid, squares]);
  const reveal = useMemo(() => selection && boundsOf(grid, selection), [grid, selection]);
  const pick = (cell: Cell) => {
    setCursor(cell);
    onPick(cell);
  };
  return (
    <MapView
      grid={grid}
      theme={theme}
      words={words}
      layers={layers}
      focus={focus}
      reveal={reveal}
      selection={selection}
      onPickCell={pick}
      cursorCell={cursor}
      onCursorCell={setCursor}
      announcement={
        cursor === undefined
          ? undefined
          : say("cellSaid", {
              name: nameOf(cursor),
              state: say(cells.includes(cursor) ? "hasAlert" : "hasNone"),
            })
      }
      styleUrl={styleUrl}
      onUnavailable={onUnavailable}
      onReady={() => performance.mark("repere:cells-drawn")}
    />
  );
}
