import { useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import type { HeatPalette } from "../../map/heat-palette.ts";
import { boundsOf, type MapGrid } from "../../map/map-grid.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import type { DistrictFlow } from "./flow-rows.ts";
import type { MobilityState } from "./mobility-address.ts";
import type { Move } from "./move-figures.ts";
import { useFigureLayers } from "./use-figure-layers.ts";
import type { Figures } from "./use-figures.ts";
import type { Released } from "./use-mobility.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

export interface LeavesMapProps {
  readonly released: Released | undefined;
  readonly figures: Figures;
  /** Flows instead of leaves; undefined: leaves. */
  readonly flows: readonly DistrictFlow[] | undefined;
  readonly flow: string | undefined;
  /** Centres of two quarters, over the leaves. */
  readonly move: Move | undefined;
  /** The district around which rings are outlined. */
  readonly centre: Cell | undefined;
  readonly palette: HeatPalette;
  readonly grid: MapGrid;
  readonly styleUrl: string | undefined;
  /** Id of the leaf picked. */
  readonly leaf: number | undefined;
  readonly sayCell: (cell: Cell) => string | undefined;
  readonly view: MobilityState["view"];
  readonly onView: (view: MobilityState["view"]) => void;
  readonly onPick: (leaf: number | undefined) => void;
  readonly onUnavailable: (failure: MapFailure) => void;
}

/** The map of leaves and flows: layers, the pick, the cursor and what is said of the cell under the pointer. */
export function LeavesMap(props: LeavesMapProps) {
  const { grid, released, sayCell, onPick } = props;
  const index = released?.shown.index;
  const selection = index?.leaves[index.indexOfId.get(props.leaf ?? -1) ?? -1]?.squares;
  const layers = useFigureLayers(props);
  const say = useMobilityWords();
  const plain = useMapWords(say("map"));
  const words = useMemo(() => ({ ...plain, keyboardHelp: say("keyboardHelp") }), [plain, say]);
  const [cursor, setCursor] = useState<Cell>();
  const [hovered, setHovered] = useState<Cell>();
  const focus = useMemo(() => index && boundsOf(grid, index.squares), [grid, index]);
  const reveal = useMemo(() => selection && boundsOf(grid, selection), [grid, selection]);
  const said = hovered === undefined ? undefined : sayCell(hovered);
  return (
    <MapView
      layers={layers}
      theme={useMapTheme()}
      words={words}
      grid={grid}
      view={props.view}
      onViewChange={props.onView}
      focus={focus}
      reveal={reveal}
      selection={selection}
      onPickCell={(cell) => {
        setCursor(undefined);
        onPick(index?.at(cell)?.id);
      }}
      onHoverCell={setHovered}
      cursorCell={cursor}
      onCursorCell={setCursor}
      announcement={cursor === undefined ? undefined : (sayCell(cursor) ?? say("outside"))}
      styleUrl={props.styleUrl}
      onUnavailable={props.onUnavailable}
      onReady={markDrawn}
    >
      {said === undefined ? null : (
        <p className="mobility-hover" aria-hidden>
          {said}
        </p>
      )}
    </MapView>
  );
}

/** For benchmarks and pictures: the first frame with leaves. */
function markDrawn(): void {
  performance.mark("repere:cells-drawn");
}
