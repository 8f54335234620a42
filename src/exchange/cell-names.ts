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

/** The cell around a square by its INSPIRE name alone, long or short, with the square's own size (1,000 m at most). */
export function squareNamed(
  text: string,
  grid: GridDefinition,
): { readonly cell: Cell; readonly sizeM: number } | undefined {
  const found = INSPIRE.exec(text);
  if (!found) return undefined;
  const [, srid, size = "", unit, northFirst, eastLast, eastFirst, northLast] = found;
  if (srid !== undefined && Number(srid) !== grid.srid) return undefined;
  const sizeM = `${size}${unit?.toLowerCase() === "km" ? "000" : ""}`;
  if (Number(sizeM) > 1000 || Number(sizeM) < 1) return undefined;
  const scale = srid === undefined ? 10 ** (sizeM.length - sizeM.replace(/0+$/, "").length) : 1;
  const toKm = (part: string | undefined) => Math.floor((Number(part) * scale) / 1000);
  const cell = cellOfParts(
    toKm(eastLast ?? eastFirst) + grid.offsetEKm,
    toKm(northFirst ?? northLast) + grid.offsetNKm,
  );
  return cell === undefined ? undefined : { cell, sizeM: Number(sizeM) };
}
