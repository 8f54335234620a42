import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Sector } from "../../data/sectors.ts";
import type { Cell } from "../../domain/grid.ts";
import { placeNameAt, placeNameInWords } from "../../domain/place-name.ts";
import { loadGazetteer } from "../../map/gazetteer.ts";
import { boundsOf, centreOf, type MapGrid } from "../../map/map-grid.ts";
import type { Bounds, MapTheme } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { useLanguage } from "../../ui/words.ts";
import { drag, touch } from "./sector-edit.ts";
import { sectorLayers } from "./sector-layer.ts";
import type { Drawing } from "./use-draft.ts";
import { useTeamWords } from "./use-team-words.ts";

interface SectorMapProps {
  readonly grid: MapGrid;
  /** Where to look while nothing is drawn; Île-de-France where absent. */
  readonly home: Bounds | undefined;
  readonly sectors: readonly Sector[];
  readonly drawing: Drawing;
  /** The sector chosen in the list. */
  readonly picked: string | undefined;
  readonly onPick: (id: string | undefined) => void;
}

/** Pixels left around what is brought into view: neighbours of a sector can be painted at once. */
const ROOM = { top: 90, right: 90, bottom: 90, left: 90 } as const;

/** All sectors on the map; the one being drawn takes clicks, drags and the keyboard. */
export function SectorMap(props: SectorMapProps) {
  const { grid, home, sectors, drawing, picked, onPick } = props;
  const say = useTeamWords();
  const theme = useMapTheme();
  const words = useMapWords(say("sectorsMap"));
  const [cursor, setCursor] = useState<Cell>();
  const layers = useSectorLayers(props, theme);
  const focus = useFocus(grid, sectors, drawing, picked) ?? home;
  const announcement = useCursorWords(grid, sectors, drawing, cursor);
  const isDrawing = drawing.kind === "drawing";
  const pick = (cell: Cell) => {
    setCursor(cell);
    if (drawing.kind !== "drawing") return onPick(sectors.find(({ cells }) => cells.includes(cell))?.id);
    drawing.change((draft) => ({ ...draft, painting: touch(draft.painting, cell, draft.brush) }));
  };
  const paint = (cell: Cell, starts: boolean) => {
    if (drawing.kind !== "drawing") return;
    const step = starts ? touch : drag;
    drawing.change((draft) => ({ ...draft, painting: step(draft.painting, cell, draft.brush) }));
  };
  return (
    <MapView
      grid={grid}
      theme={theme}
      words={words}
      layers={layers}
      focus={focus}
      padding={ROOM}
      cursorCell={cursor}
      onCursorCell={setCursor}
      onPickCell={pick}
      onPaintCell={isDrawing && drawing.draft.hand === "paint" ? paint : undefined}
      announcement={announcement}
    />
  );
}

function useSectorLayers({ grid, sectors, drawing, picked }: SectorMapProps, theme: MapTheme) {
  const drawn = drawing.kind === "drawing" ? drawing.id : undefined;
  const cells = drawing.kind === "drawing" ? drawing.draft.painting.cells : undefined;
  const others = useMemo(
    () =>
      sectors
        .filter(({ id }) => id !== drawn)
        .flatMap((each) => {
          const tone = drawn === undefined && each.id === picked ? "own" : "other";
          return sectorLayers(grid, { id: each.id, cells: each.cells, tone }, theme);
        }),
    [grid, sectors, drawn, picked, theme],
  );
  const own = useMemo(
    () => (cells ? sectorLayers(grid, { id: "drawing", cells, tone: "own" }, theme) : []),
    [grid, cells, theme],
  );
  return useMemo(() => [...others, ...own], [others, own]);
}

/** What is brought into view: the sector that is opened or chosen, else all of them; nothing while painting. */
function useFocus(grid: MapGrid, sectors: readonly Sector[], drawing: Drawing, picked: string | undefined) {
  const wanted = drawing.kind === "drawing" ? drawing.id : picked;
  return useMemo(() => {
    const one = sectors.find(({ id }) => id === wanted);
    const shown = one ? [one] : sectors;
    const squares = shown.flatMap(({ cells }) => cells.map((square) => ({ square, sizeKm: 1 as const })));
    return boundsOf(grid, squares);
  }, [grid, sectors, wanted]);
}

function useCursorWords(
  grid: MapGrid,
  sectors: readonly Sector[],
  drawing: Drawing,
  cell: Cell | undefined,
): string | undefined {
  const say = useTeamWords();
  const [language] = useLanguage();
  const gazetteer = useQuery({
    queryKey: ["gazetteer"],
    queryFn: loadGazetteer,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (cell === undefined) return undefined;
  const { lng, lat } = centreOf(grid, { square: cell, sizeKm: 1 });
  const name = gazetteer.data ? placeNameAt(gazetteer.data, lng, lat) : undefined;
  const place = name ? placeNameInWords(name, language) : String(cell);
  if (drawing.kind !== "drawing") {
    const sector = sectors.find(({ cells }) => cells.includes(cell));
    return sector ? `${sector.name}, ${place}` : place;
  }
  const isIn = drawing.draft.painting.cells.has(cell);
  return say("cellSaid", { state: say(isIn ? "cellIn" : "cellOut"), place });
}
