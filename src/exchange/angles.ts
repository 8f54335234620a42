import { coordinateOf, type DecimalMark } from "./numbers.ts";
import { type CellValue, textOf } from "./table.ts";

const ANGLE =
  /^([NSEWO])?\s*([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:[°ºd:\s]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:['′’m:\s]|$)\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*(?:"|″|”|''|s)?)?)?)?\s*([NSEWO])?$/i;

/** Degrees from `48.8566`, `48,8566`, `48°51'24"N`, `48° 51.4' N`, `2°21′07″ O` (ouest) or `-2 21 7`. */
export function degreesOf(value: CellValue | undefined, decimal: DecimalMark): number | undefined {
  const plain = coordinateOf(value, decimal);
  if (plain !== undefined) return plain;
  const found = ANGLE.exec(textOf(value));
  if (!found) return undefined;
  const [, before, degrees = "", minutes = "0", seconds = "0", after] = found;
  const [whole, sixtieths, more] = [degrees, minutes, seconds].map((part) => Number(part.replace(",", ".")));
  if (whole === undefined || sixtieths === undefined || more === undefined) return undefined;
  if (sixtieths >= 60 || more >= 60) return undefined;
  const size = Math.abs(whole) + sixtieths / 60 + more / 3600;
  const isNegative = degrees.startsWith("-") || /[SWO]/i.test(after ?? before ?? "");
  return isNegative ? -size : size;
}

/** An ordered pair of coordinates in one cell. */
export interface Pair {
  readonly first: number;
  readonly second: number;
  /** True where the notation itself fixes the order to easting, northing (WKT). */
  readonly isXy: boolean;
}

/** Both numbers of one cell: `48.85, 2.35`, `48.85 2.35 0 0` (ODK), `POINT(2.35 48.85)` (WKT), `48,85;2,35`. */
export function pairOf(value: CellValue | undefined): Pair | undefined {
  const text = textOf(value);
  const wkt = /^(?:SRID=\d+;\s*)?POINT\s*(?:Z|M|ZM)?\s*\(\s*(\S+)\s+(\S+)/i.exec(text);
  if (wkt) return pairFrom(wkt[1], wkt[2], true);
  const bare = text.replace(/^[([]|[)\]]$/g, "");
  const [first, second, ...rest] = bare.split(bare.includes(";") ? /;\s*/ : /,\s+|,(?=[^,]*\.)|\s+/);
  return rest.length <= 2 ? pairFrom(first, second, false) : undefined;
}

function pairFrom(first: string | undefined, second: string | undefined, isXy: boolean): Pair | undefined {
  const [one, two] = [first, second].map((part) => degreesOf(part?.replace(/\)$/, "") ?? null, "."));
  return one === undefined || two === undefined ? undefined : { first: one, second: two, isXy };
}
