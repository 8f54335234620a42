import { useMemo, useState } from "react";
import { type Cell, coarsen } from "../../domain/grid.ts";
import { bordersLayer } from "../../map/cells-layer.ts";
import { leafBorders } from "../../map/leaf-borders.ts";
import { boundsOf } from "../../map/map-grid.ts";
import type { MapFailure } from "../../map/map-types.ts";
import { MapView } from "../../map/map-view.tsx";
import { useMapTheme, useMapWords } from "../../ui/use-map-words.ts";
import type { Register } from "./use-register.ts";
import { useSitesWords } from "./use-sites-words.ts";

const BORDER = { light: [70, 70, 70, 200], dark: [210, 210, 210, 200], night: [200, 190, 170, 200] } as const;

/** The districts of the sectors; never a site. Where a form asks for a place, a click chooses its cell. */
export function DistrictMap({
  register,
  onUnavailable,
}: {
  readonly register: Register;
  readonly onUnavailable: (failure: MapFailure) => void;
}) {
  const say = useSitesWords();
  const theme = useMapTheme();
  const words = useMapWords(say("map"));
  const { grid, districts, district, cell, doing } = register;
  const [cursor, setCursor] = useState<Cell>();
  const asksCell = doing === "adding" || (typeof doing === "object" && "changing" in doing);
  const squares = useMemo(() => districts.map((square) => ({ square, sizeKm: 8 as const })), [districts]);
  const layers = useMemo(() => {
    const borders = leafBorders(grid, squares);
    return [bordersLayer({ id: "districts", borders, widthPixels: 1.5, colour: BORDER[theme] })];
  }, [grid, squares, theme]);
  // A chosen district fills the view: a form's place is then found in it.
  const focus = useMemo(
    () => boundsOf(grid, district === undefined ? squares : [{ square: district, sizeKm: 8 as const }]),
    [grid, squares, district],
  );
  const selection = useMemo(() => {
    if (asksCell && cell !== undefined) return [{ square: cell, sizeKm: 1 as const }];
    return district === undefined ? undefined : [{ square: district, sizeKm: 8 as const }];
  }, [asksCell, cell, district]);
  const reveal = useMemo(() => selection && boundsOf(grid, selection), [grid, selection]);
  const pick = (picked: Cell) => {
    setCursor(picked);
    if (asksCell) register.chooseCell(picked);
    else if (districts.includes(coarsen(picked, 8))) register.choose(coarsen(picked, 8));
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
      announcement={cursor === undefined ? undefined : register.nameOf(cursor)}
      styleUrl={register.styleUrl}
      onUnavailable={onUnavailable}
      onReady={() => performance.mark("repere:cells-drawn")}
    />
  );
}
