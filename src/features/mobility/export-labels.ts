import { partsOf } from "../../domain/grid.ts";
import type { LeafIndex } from "../../domain/leaf-index.ts";
import { loadGazetteer } from "../../map/gazetteer.ts";
import { cellAt, type MapGrid } from "../../map/map-grid.ts";

/** A place's name at a point of the grid (km). */
export interface FigureLabel {
  readonly name: string;
  readonly eKm: number;
  readonly nKm: number;
}

/** Names of towns inside the territory, the largest first as the background lists them; of the device alone. */
export async function figureLabels(grid: MapGrid, index: Pick<LeafIndex, "at">): Promise<FigureLabel[]> {
  const { places } = await loadGazetteer();
  return places.flatMap((place) => {
    const cell = cellAt(grid, place);
    if (cell === undefined || !index.at(cell)) return [];
    const { eKm, nKm } = partsOf(cell);
    return [{ name: place.name, eKm: eKm + 0.5, nKm: nKm + 0.5 }];
  });
}

interface Placed {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

const MOST = 14;
/** Width of a letter and height of a line at 14 units, and the air between labels. */
const [LETTER, LINE, AIR] = [7.6, 16, 10] as const;

/** The first labels that do not touch each other, with where they stand. */
export function spreadLabels(
  labels: readonly FigureLabel[],
  at: (eKm: number, nKm: number) => readonly [number, number],
): Placed[] {
  const placed: Placed[] = [];
  for (const { name, eKm, nKm } of labels) {
    if (placed.length === MOST) break;
    const [x, y] = at(eKm, nKm);
    const touches = placed.some((other) => {
      const width = ((name.length + other.name.length) * LETTER) / 2 + AIR;
      return Math.abs(other.x - x) < width && Math.abs(other.y - y) < LINE + AIR;
    });
    if (!touches) placed.push({ name, x, y });
  }
  return placed;
}
