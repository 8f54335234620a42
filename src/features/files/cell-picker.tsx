import { Text } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Sector } from "../../data/sectors.ts";
import type { Cell } from "../../domain/grid.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { fileGeometry, fileLayer } from "./preview-layer.ts";
import { useTerritoryWords } from "./use-files-words.ts";

interface CellPickerProps {
  readonly grid: MapGrid;
  readonly sectors: readonly Sector[];
  readonly picked: Cell | undefined;
  readonly onPick: (cell: Cell) => void;
  /** The picked cell in words, read aloud. */
  readonly reading: string | undefined;
}

/** The map with the sectors' cells shaded and the picked one outlined. */
export function CellPicker({ grid, sectors, picked, onPick, reading }: CellPickerProps) {
  const say = useTerritoryWords();
  const sayUi = useUiWords();
  const theme = useMapTheme();
  const words = useMapWords(say("mapName"));
  const [isMissing, setIsMissing] = useState(false);
  const cells = useMemo(
    () => [...new Set(sectors.flatMap(({ cells: own }) => own))].map((cell) => ({ cell, rows: 1 })),
    [sectors],
  );
  const geometry = useMemo(() => fileGeometry(grid, cells), [grid, cells]);
  const layers = useMemo(() => [fileLayer(geometry, cells, theme)], [geometry, cells, theme]);
  const focus = useMemo(() => {
    const squares = cells.map(({ cell }) => ({ square: cell, sizeKm: 1 as const }));
    return boundsOf(grid, squares);
  }, [grid, cells]);
  const selection = useMemo(
    () => (picked === undefined ? undefined : [{ square: picked, sizeKm: 1 as const }]),
    [picked],
  );
  if (isMissing) return <Text p="md">{sayUi("noMap")}</Text>;
  return (
    <MapView
      grid={grid}
      theme={theme}
      words={words}
      layers={layers}
      focus={focus}
      selection={selection}
      cursorCell={picked}
      onCursorCell={onPick}
      onPickCell={onPick}
      announcement={reading}
      onUnavailable={() => setIsMissing(true)}
    />
  );
}
