/** A cell of a file that leaves: words, a number, or nothing. */
export type OutCell = string | number | null;

/**
 * A table as CSV that French Excel and LibreOffice open as one: byte-order mark, semicolons, CRLF (RFC 4180 quotes).
 * No cell of words begins a formula.
 */
export function csvOf(rows: readonly (readonly OutCell[])[]): string {
  return `\ufeff${rows.map((cells) => cells.map(csvCell).join(";")).join("\r\n")}\r\n`;
}

function csvCell(cell: OutCell): string {
  if (cell === null) return "";
  const safe = typeof cell === "number" ? String(cell) : harmless(cell);
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Words that a spreadsheet would take for a formula, led by an apostrophe (OWASP, CSV injection). */
export function harmless(text: string): string {
  return /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(text) ? `'${text}` : text;
}
