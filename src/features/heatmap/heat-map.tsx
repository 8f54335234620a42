import { useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";
import { PALETTES } from "../../map/heat-palette.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import type { Bounds, MapFailure } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { STATE_PALETTES } from "../../map/state-palette.ts";
import { useTheme } from "../../ui/theme-choice.ts";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import type { CoverageView } from "./coverage-view.ts";
import type { View } from "./heat-address.ts";
import type { HeatValues } from "./use-heat.ts";
import { useHeatLayers } from "./use-heat-layers.ts";
import { useHeatWords } from "./use-heat-words.ts";

export interface HeatMapProps {
  readonly grid: MapGrid;
  readonly styleUrl: string | undefined;
  readonly values: HeatValues | undefined;
  readonly coverage: CoverageView | undefined;
  readonly surfaceBreaks: readonly number[] | undefined;
  readonly picked: Leaf | undefined;
  /** What a cell is called and what is said of it; undefined outside the territory. */
  readonly sayCell: (cell: Cell) => string | undefined;
  readonly view: View | undefined;
  /** Where to look when there is no leaf yet. */
  readonly home: Bounds | undefined;
  readonly onView: (view: View) => void;
  readonly onPick: (leaf: number | undefined) => void;
  readonly onUnavailable: (failure: MapFailure) => void;
  readonly onForeignHosts: (hosts: readonly string[]) => void;
}

/** The heatmap's map: layers from values, the pick, the cursor and what is said of the cell under the pointer. */
export function HeatMap(props: HeatMapProps) {
  const { grid, values, picked, sayCell, view, home, onPick } = props;
  const say = useHeatWords();
  const [theme] = useTheme();
  const words = useHeatMapWords();
  const [cursor, setCursor] = useState<Cell>();
  const [hovered, setHovered] = useState<Cell>();
  const layers = useHeatLayers(props, PALETTES[theme], STATE_PALETTES[useMapTheme()]);
  const index = values?.index;
  const focus = useMemo(() => (index && boundsOf(grid, index.squares)) ?? home, [grid, index, home]);
  const reveal = useMemo(() => picked && boundsOf(grid, picked.squares), [grid, picked]);
  const said = hovered === undefined ? undefined : sayCell(hovered);
  return (
    <MapView
      layers={layers}
      theme={useMapTheme()}
      words={words}
      grid={grid}
      view={view}
      onViewChange={props.onView}
      focus={focus}
      reveal={reveal}
      selection={picked?.squares}
      onPickCell={(cell) => {
        setCursor(undefined);
        onPick(values?.index.at(cell)?.id);
      }}
      onHoverCell={setHovered}
      cursorCell={cursor}
      onCursorCell={setCursor}
      announcement={cursor === undefined ? undefined : (sayCell(cursor) ?? say("outside"))}
      styleUrl={props.styleUrl}
      onUnavailable={props.onUnavailable}
      onForeignHosts={props.onForeignHosts}
      onReady={markDrawn}
    >
      {said === undefined ? null : (
        <p className="heat-hover" aria-hidden>
          {said}
        </p>
      )}
    </MapView>
  );
}

/** What every map says; here the table is named too. */
function useHeatMapWords() {
  const say = useHeatWords();
  const words = useMapWords(say("map"));
  return useMemo(() => ({ ...words, keyboardHelp: say("keyboardHelp") }), [words, say]);
}

/** For the benchmark of the page: the first frame with cells. */
function markDrawn(): void {
  performance.mark("repere:cells-drawn");
}
