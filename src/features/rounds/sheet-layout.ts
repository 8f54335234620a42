/** How the parts of a sheet share one A4 page, in mm. Pure, so that a test can try every number of stops. */

/** Inside the page's margins of 12 mm. */
const PAGE = { width: 186, height: 273 } as const;
const HEAD = 30;
const FOOT = 19;
/** Titles of the parts and the room between them. */
const GAPS = 24;
const CONTACTS = 33;
const NOTE = 8.6;
const LINE = 6.4;
const LEAST_MAP = 46;
const MOST_MAP = 128;

interface SheetLayout {
  readonly mapWidth: number;
  readonly mapHeight: number;
  /** Columns of the list of stops. */
  readonly columns: 1 | 2 | 3 | 4;
}

/** The layout for so many lines in the list (stops, and the way back) and so many safety notes. */
export function sheetLayout(lines: number, notes: number): SheetLayout {
  const columns = lines <= 10 ? 1 : lines <= 26 ? 2 : lines <= 42 ? 3 : 4;
  const list = Math.ceil(lines / columns) * LINE;
  const bottom = Math.max(CONTACTS, Math.ceil(notes / 2) * NOTE);
  const left = PAGE.height - HEAD - FOOT - GAPS - list - bottom;
  return {
    mapWidth: PAGE.width,
    mapHeight: Math.floor(Math.min(MOST_MAP, Math.max(LEAST_MAP, left))),
    columns,
  };
}
