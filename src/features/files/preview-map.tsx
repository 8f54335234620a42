import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { gridOf, type Organisation } from "../../data/me.ts";
import type { Cell } from "../../domain/grid.ts";
import { placeNameAt, placeNameInWords } from "../../domain/place-name.ts";
import type { Summary } from "../../exchange/mapping.ts";
import { loadGazetteer } from "../../map/gazetteer.ts";
import { boundsOf, centreOf, type MapGrid, mapGrid } from "../../map/map-grid.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { useUiWords } from "../../ui/use-ui-words.ts";
import { useLanguage } from "../../ui/words.ts";
import { fileGeometry, fileLayer, STEP_COLOURS, STEPS } from "./preview-layer.ts";
import { useFilesWords } from "./use-files-words.ts";

type Cells = Summary["cells"];

/** The file's own cells on the map: whether the places are where they should be. Nothing of it was sent. */
export function PreviewMap({
  organisation,
  cells,
}: {
  readonly organisation: Organisation;
  readonly cells: Cells;
}) {
  const say = useFilesWords();
  const sayUi = useUiWords();
  const theme = useMapTheme();
  const words = useMapWords(say("previewMap"));
  const [cursor, setCursor] = useState<Cell>();
  const [isMissing, setIsMissing] = useState(false);
  const grid = useMemo(() => {
    const { proj4, ...definition } = gridOf(organisation);
    return mapGrid(definition, proj4);
  }, [organisation]);
  const geometry = useMemo(() => fileGeometry(grid, cells), [grid, cells]);
  const layers = useMemo(() => [fileLayer(geometry, cells, theme)], [geometry, cells, theme]);
  const focus = useMemo(
    () =>
      boundsOf(
        grid,
        cells.map(({ cell }) => ({ square: cell as Cell, sizeKm: 1 as const })),
      ),
    [grid, cells],
  );
  const reading = useCellWords(grid, cells, cursor);
  return (
    <figure className="files-map">
      <div className="files-map-frame">
        {isMissing ? (
          <Text p="md">{sayUi("noMap")}</Text>
        ) : (
          <MapView
            grid={grid}
            theme={theme}
            words={words}
            layers={layers}
            focus={focus}
            cursorCell={cursor}
            onCursorCell={setCursor}
            onPickCell={setCursor}
            announcement={reading}
            onUnavailable={() => setIsMissing(true)}
          />
        )}
      </div>
      <figcaption>
        <Text size="xs">
          {say("previewMapHelp")} {say("inCells", { count: cells.length })}.
        </Text>
        <Legend colours={STEP_COLOURS[theme]} />
        <Text size="xs" mih="1.4em">
          {reading}
        </Text>
      </figcaption>
    </figure>
  );
}

function Legend({ colours }: { readonly colours: (typeof STEP_COLOURS)["light"] }) {
  const say = useFilesWords();
  return (
    <ul className="files-legend">
      {STEPS.map((from, at) => {
        const next = STEPS[at + 1];
        const [red, green, blue, alpha] = colours[at] ?? [0, 0, 0, 0];
        return (
          <li key={from}>
            <span style={{ background: `rgb(${red} ${green} ${blue} / ${alpha / 255})` }} />
            {next === undefined ? `${from} +` : `${from}–${next - 1}`}
          </li>
        );
      })}
      <li>{say("rows", { count: 2 }).replace(/^\S+\s/, "")}</li>
    </ul>
  );
}

/** The cell under the cursor in words, read aloud and shown. */
function useCellWords(grid: MapGrid, cells: Cells, cell: Cell | undefined): string | undefined {
  const say = useFilesWords();
  const [language] = useLanguage();
  const gazetteer = useQuery({
    queryKey: ["gazetteer"],
    queryFn: loadGazetteer,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (cell === undefined) return undefined;
  const { lng, lat } = centreOf(grid, { square: cell, sizeKm: 1 });
  const name = gazetteer.data ? placeNameAt(gazetteer.data, lng, lat) : undefined;
  const rows = cells.find((each) => each.cell === cell)?.rows ?? 0;
  return say("cellRows", {
    place: name ? placeNameInWords(name, language) : String(cell),
    rows: say("rows", { count: rows }),
  });
}
