/** Where the invented city lies on the grid: cells by their number in the city and by their name on the grid. */
import { type Cell, cellOfParts, coarsen, partsOf } from "../../../src/domain/grid.ts";
import { CELLS, EDGE } from "./city.ts";

/** South-west corner, km on the grid: a multiple of 8, so that the city begins with whole districts. */
const WEST_KM = 3752;
const SOUTH_KM = 2888;

/** The grid's name of every cell of the city. */
export const GROUND: readonly Cell[] = Array.from({ length: CELLS }, (_, cell) => {
  const name = cellOfParts(WEST_KM + (cell % EDGE), SOUTH_KM + Math.floor(cell / EDGE));
  if (name === undefined) throw new RangeError("the city lies outside the grid");
  return name;
});

/** The grid's name of a cell of the city. */
export function nameOf(cell: number): Cell {
  const name = GROUND[cell];
  if (name === undefined) throw new RangeError(`no cell ${cell} in the city`);
  return name;
}

/** Whether a cell is followed up after an eviction: whole 8 km squares within 3 km of the evicted one's square. */
export function isNearEviction(cell: number, evicted: number): boolean {
  const [here, there] = [partsOf(coarsen(nameOf(cell), 8)), partsOf(coarsen(nameOf(evicted), 8))];
  return Math.abs(here.eKm - there.eKm) <= 8 && Math.abs(here.nKm - there.nKm) <= 8;
}
