import { RefusedFile, type RowError } from "./errors.ts";
import { MAX_CELL_CHARACTERS, MAX_ROWS } from "./limits.ts";
import type { Pace } from "./pace.ts";
import type { Delimiter, RawRow } from "./table.ts";

/** Where reading stands: the next character and the physical line that it is on. */
interface Place {
  readonly at: number;
  readonly line: number;
}

interface Cut extends Place {
  readonly row: RawRow;
}

/**
 * Cuts a CSV text into rows (RFC 4180, with any delimiter, any line end, quoted line ends and doubled quotes),
 * each with the physical line on which it starts. A quote that never closes, or closes after more than a cell can
 * hold, costs its own line only: reading goes on with the next line.
 */
export async function cutRows(text: string, delimiter: Delimiter, pace: Pace): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for (const { row, at } of eachRow(text, delimiter)) {
    rows.push(row);
    if (rows.length > MAX_ROWS + 1000) throw new RefusedFile("too_many_rows");
    if (rows.length % 512 === 0) await pace.step("parse", at, text.length);
  }
  return rows;
}

/** The same rows one by one, each with the place where the next one begins: for files too long to keep. */
export function* eachRow(
  text: string,
  delimiter: Delimiter,
): Generator<{ readonly row: RawRow; readonly at: number }> {
  let place: Place = { at: 0, line: 1 };
  while (place.at < text.length) {
    const { row, at, line } = cutRow(text, delimiter, place);
    yield { row, at };
    place = { at, line };
  }
}

function cutRow(text: string, delimiter: Delimiter, start: Place): Cut {
  const cells: string[] = [];
  let { at, line } = start;
  for (;;) {
    const isQuoted = text[at] === '"';
    const cell = isQuoted ? quotedCell(text, delimiter, at) : plainCell(text, delimiter, at);
    if (cell.fault) return skipLine(text, start, cell.fault);
    cells.push(cell.value);
    line += cell.lines;
    at = cell.end;
    if (text[at] !== delimiter) break;
    at++;
  }
  return { row: { line: start.line, cells }, at: afterLineEnd(text, at), line: line + 1 };
}

interface CellCut {
  readonly value: string;
  /** Index of the delimiter or line end that follows. */
  readonly end: number;
  /** Line ends inside the cell. */
  readonly lines: number;
  readonly fault?: RowError;
}

function plainCell(text: string, delimiter: Delimiter, start: number): CellCut {
  let end = start;
  while (end < text.length && !isCellEnd(text, delimiter, end)) end++;
  const value = text.slice(start, end);
  return end - start > MAX_CELL_CHARACTERS
    ? { value: "", end, lines: 0, fault: "too_long" }
    : { value, end, lines: 0 };
}

function quotedCell(text: string, delimiter: Delimiter, start: number): CellCut {
  const close = closingQuote(text, start + 1);
  if (close === undefined) return { value: "", end: start, lines: 0, fault: "unclosed_quote" };
  if (close - start - 1 > MAX_CELL_CHARACTERS) return { value: "", end: start, lines: 0, fault: "too_long" };
  let end = close + 1;
  while (end < text.length && !isCellEnd(text, delimiter, end)) end++;
  const quoted = text.slice(start + 1, close);
  const lines = lineEndsIn(quoted);
  // Text after a quote that closed on a later line: that quote opens another cell, this one never closed.
  if (lines > 0 && text.slice(close + 1, end).trim() !== "") {
    return { value: "", end: start, lines: 0, fault: "unclosed_quote" };
  }
  return { value: quoted.replaceAll('""', '"') + text.slice(close + 1, end), end, lines };
}

/** Index of the quote that closes a cell, or undefined where none does. */
function closingQuote(text: string, from: number): number | undefined {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? undefined : at;
}

function isCellEnd(text: string, delimiter: Delimiter, at: number): boolean {
  const character = text[at];
  return character === delimiter || character === "\n" || character === "\r";
}

function lineEndsIn(text: string): number {
  return text.match(/\r\n|\n|\r/g)?.length ?? 0;
}

function afterLineEnd(text: string, at: number): number {
  return text[at] === "\r" && text[at + 1] === "\n" ? at + 2 : at + 1;
}

function skipLine(text: string, start: Place, fault: RowError): Cut {
  let at = start.at;
  while (at < text.length && text[at] !== "\n" && text[at] !== "\r") at++;
  return { row: { line: start.line, cells: [], fault }, at: afterLineEnd(text, at), line: start.line + 1 };
}
