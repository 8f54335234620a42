import { clearedWithStorage } from "./choices.ts";

/**
 * Places in the address. A browser's history outlives a sign-out and cannot be emptied by a page, so a cell that
 * somebody picked (an area to go to, a living site, an alert) stands there under a name that this tab alone
 * understands, and no longer once its session has ended.
 */
const KEY = "repere.veiled";
let cells: number[] | undefined;
clearedWithStorage(() => {
  cells = [];
});

function known(): number[] {
  cells ??= stored();
  return cells;
}

function stored(): number[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => Number.isSafeInteger(each)) : [];
  } catch {
    return [];
  }
}

/** The name of a cell in this tab's addresses; the same cell has the same name until the session ends. */
export function veiled(cell: number): string {
  const list = known();
  const at = list.indexOf(cell);
  if (at >= 0) return String(at + 1);
  list.push(cell);
  try {
    sessionStorage.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is refused: the name lasts until the page closes.
  }
  return String(list.length);
}

/** The cell of such a name, or undefined where this session never gave it. */
export function unveiled(name: string | null): number | undefined {
  return name !== null && /^\d{1,6}$/.test(name) ? known()[Number(name) - 1] : undefined;
}
