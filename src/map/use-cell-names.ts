import { useMemo } from "react";
import { type Cell, partsOf } from "../domain/grid.ts";
import { type Gazetteer, placeNameAt, placeNameInWords } from "../domain/place-name.ts";
import { centreOf, type MapGrid } from "./map-grid.ts";
import { useGazetteer } from "./use-gazetteer.ts";

/** What a cell is called. */
export type CellName = (cell: Cell) => string;

/**
 * Names cells after the nearest station or place, each looked for once; before the names are there, and far from
 * all of them, by their corner on the grid.
 */
export function useCellNames(grid: MapGrid, language: "fr" | "en"): CellName {
  const gazetteer = useGazetteer();
  return useMemo(() => cellNamer(grid, gazetteer, language), [grid, gazetteer, language]);
}

/** Names cells; the same cell gets the same name without being looked for again. */
function cellNamer(grid: MapGrid, gazetteer: Gazetteer | undefined, language: "fr" | "en"): CellName {
  const known = new Map<Cell, string>();
  const nameOf = (cell: Cell) => {
    const { lng, lat } = centreOf(grid, { square: cell, sizeKm: 1 });
    const place = gazetteer && placeNameAt(gazetteer, lng, lat);
    return place ? placeNameInWords(place, language) : shortCode(cell);
  };
  return (cell) => {
    const name = known.get(cell) ?? nameOf(cell);
    known.set(cell, name);
    return name;
  };
}

/** A cell by its lower-left corner, in km: tells apart cells that are named after one place. */
export function shortCode(cell: Cell): string {
  const { eKm, nKm } = partsOf(cell);
  return `N${nKm} E${eKm}`;
}
