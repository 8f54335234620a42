import { useMemo, useState } from "react";
import type { Cell } from "../../domain/grid.ts";
import { boundsOf } from "../../map/map-grid.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { stateLayers } from "../../map/state-layers.ts";
import { STATE_PALETTES } from "../../map/state-palette.ts";
import { stateShapes } from "../../map/state-shapes.ts";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import { daysInWords, reasonsInWords } from "./reasons.ts";
import type { Unreached } from "./use-unreached.ts";
import { useUnreachedWords } from "./use-unreached-words.ts";

/** The areas of the slot by their state; picking one here picks it in the list too. */
export function UnreachedMap({
  unreached,
  onUnavailable,
}: {
  readonly unreached: Unreached;
  readonly onUnavailable: (failure: MapFailure) => void;
}) {
  const say = useUnreachedWords();
  const { grid, all, shown, address, go, nameOf } = unreached;
  const theme = useMapTheme();
  const words = useMapWords(say("map"));
  const [cursor, setCursor] = useState<Cell>();
  const [hovered, setHovered] = useState<Cell>();
  const shapes = useMemo(
    () =>
      stateShapes(
        grid,
        shown.map(({ facts, state }) => ({ cell: facts.cell, state })),
      ),
    [grid, shown],
  );
  const layers = useMemo(() => stateLayers(shapes, STATE_PALETTES[theme]), [shapes, theme]);
  const home = useHome(unreached);
  const selection = useMemo(
    () => (address.cell === undefined ? undefined : [{ square: address.cell, sizeKm: 1 as const }]),
    [address.cell],
  );
  const reveal = useMemo(() => selection && boundsOf(grid, selection), [grid, selection]);
  const said = (cell: Cell | undefined, isLong: boolean) => {
    const found = cell === undefined ? undefined : all.find(({ facts }) => facts.cell === cell);
    if (!found || cell === undefined) return undefined;
    const line = say("said", {
      ...{ name: nameOf(cell), state: say(found.state) },
      days: daysInWords(say, found.facts.daysSinceVisit),
    });
    return isLong ? `${line}. ${reasonsInWords(say, found)}` : line;
  };
  const under = said(hovered, false);
  return (
    <MapView
      grid={grid}
      theme={theme}
      words={words}
      layers={layers}
      focus={home}
      reveal={reveal}
      selection={selection}
      onPickCell={(cell) => {
        setCursor(undefined);
        go({ cell: all.some(({ facts }) => facts.cell === cell) ? cell : undefined });
      }}
      onHoverCell={setHovered}
      cursorCell={cursor}
      onCursorCell={setCursor}
      announcement={cursor === undefined ? undefined : (said(cursor, true) ?? say("outside"))}
      styleUrl={unreached.styleUrl}
      onUnavailable={onUnavailable}
      onReady={() => performance.mark("repere:cells-drawn")}
    >
      {under ? (
        <p className="unreached-hover" aria-hidden>
          {under}
        </p>
      ) : null}
    </MapView>
  );
}

/** Looks at the sectors in question; keeps the map where it is while only states or slots change. */
function useHome({ grid, own, address }: Unreached) {
  const { sector } = address;
  return useMemo(() => {
    const cells = own.filter(({ id }) => !sector || id === sector).flatMap((each) => each.cells);
    return boundsOf(
      grid,
      cells.map((square) => ({ square, sizeKm: 1 })),
    );
  }, [grid, own, sector]);
}
