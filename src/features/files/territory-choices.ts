import type { Sector } from "../../data/sectors.ts";
import type { Cell } from "../../domain/grid.ts";
import { type CellName, shortCode } from "../../map/use-cell-names.ts";

/** Stands for a territory whose rows stay behind. */
export const LEFT_OUT = "left-out";

interface Group {
  readonly group: string;
  readonly items: { value: string; label: string }[];
}

/**
 * What a territory can mean, for a list that can be searched: leaving it aside, a cell chosen elsewhere on the map,
 * the cells of each sector by name. A cell of two sectors stands in the first.
 */
export function cellChoices(
  sectors: readonly Sector[],
  chosen: Cell | null | undefined,
  nameOf: CellName,
  words: { readonly leftOut: string; readonly elsewhere: string },
): ({ value: string; label: string } | Group)[] {
  const taken = new Set<Cell>();
  const groups = sectors.map(({ name, cells }): Group => {
    const fresh = cells.filter((cell) => !taken.has(cell));
    for (const cell of fresh) taken.add(cell);
    const items = fresh.map((cell) => ({
      value: String(cell),
      label: `${nameOf(cell)} · ${shortCode(cell)}`,
    }));
    items.sort((one, other) => one.label.localeCompare(other.label));
    return { group: name, items };
  });
  const isElsewhere = typeof chosen === "number" && !taken.has(chosen);
  return [
    { value: LEFT_OUT, label: words.leftOut },
    ...(isElsewhere
      ? [
          {
            group: words.elsewhere,
            items: [{ value: String(chosen), label: `${nameOf(chosen)} · ${shortCode(chosen)}` }],
          },
        ]
      : []),
    ...groups.filter(({ items }) => items.length > 0),
  ];
}

/** A choice of that list as an answer: a cell, null for aside, undefined for none yet. */
export function territoryChosen(value: string | null): Cell | null | undefined {
  if (value === null) return undefined;
  return value === LEFT_OUT ? null : (Number(value) as Cell);
}
