import { type Cell, cellOfParts, type GridDefinition } from "../domain/grid.ts";
import { type CellValue, textOf } from "./table.ts";

const INSPIRE = /^(?:CRS(\d{4,5})RES)?(\d+)(k?m)(?:N(\d+)E(\d+)|E(\d+)N(\d+))$/i;

/**
 * The cell that a text names on a grid: its number (`28893760`) or its INSPIRE name in the grid's own coordinate
 * system, long (`CRS3035RES1000mN2889000E3760000`, in metres) or short (`1kmN2889E3760`, in the size's power of
 * ten). A finer square gives the cell around it; a coarser one, another system or another text none.
 */
export function cellNamed(value: CellValue | undefined, grid: GridDefinition): Cell | undefined {
  const text = textOf(value).replace(/ /g, "");
  if (/^\d{1,8}$/.test(text)) return cellOfParts(Number(text) % 10_000, Math.floor(Number(text) / 10_000));
  return squareNamed(text, grid)?.cell;
}

/** A square by its name: the cell around it, its own size (1,000 m at most), and one name for all of its spellings. */
interface NamedSquare {
  readonly cell: Cell;
  readonly sizeM: number;
  readonly name: string;
}

/** The square of an INSPIRE name alone, long or short. */
export function squareNamed(text: string, grid: GridDefinition): NamedSquare | undefined {
  const found = INSPIRE.exec(text);
  if (!found) return undefined;
  const [, srid, size = "", unit, northFirst, eastLast, eastFirst, northLast] = found;
  if (srid !== undefined && Number(srid) !== grid.srid) return undefined;
  const sizeM = `${size}${unit?.toLowerCase() === "km" ? "000" : ""}`;
  if (Number(sizeM) > 1000 || Number(sizeM) < 1) return undefined;
  const scale = srid === undefined ? 10 ** (sizeM.length - sizeM.replace(/0+$/, "").length) : 1;
  const eastM = Number(eastLast ?? eastFirst) * scale;
  const northM = Number(northFirst ?? northLast) * scale;
  const cell = cellOfParts(
    Math.floor(eastM / 1000) + grid.offsetEKm,
    Math.floor(northM / 1000) + grid.offsetNKm,
  );
  if (cell === undefined) return undefined;
  return { cell, sizeM: Number(sizeM), name: `${sizeM}mN${northM}E${eastM}` };
}
