import { useCallback, useMemo } from "react";
import type { ReleasePolicy } from "../../data/windows.ts";
import type { Cell } from "../../domain/grid.ts";
import { useFormat } from "../../ui/format.ts";
import { daysInWords } from "./coverage-table.tsx";
import type { CoverageView } from "./coverage-view.ts";
import type { HeatValues } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import type { LeafName } from "./use-leaf-names.ts";
import { changeInWords, valueInWords } from "./values-in-words.ts";

/** What is said of a cell under the pointer or the cursor; undefined outside the territory. */
export type SayCell = (cell: Cell) => string | undefined;

/** The name and the value of the leaf that holds a cell. */
export function useSayHeat(
  values: HeatValues | undefined,
  nameOf: LeafName,
  policy: ReleasePolicy | undefined,
): SayCell {
  const say = useHeatWords();
  const format = useFormat();
  return useCallback(
    (cell) => {
      const leaf = values?.index.at(cell);
      const row = leaf && values?.rows[values.index.indexOfId.get(leaf.id) ?? -1];
      if (!row || !policy) return undefined;
      const value = row.before ? changeInWords(say, row) : valueInWords(say, format, policy.classes, row);
      return say("say", { name: nameOf(row.leaf), value });
    },
    [values, nameOf, policy, say, format],
  );
}

/** The name of a cell, its state and its last visit. */
export function useSayCoverage(view: CoverageView | undefined, nameOf: (cell: Cell) => string): SayCell {
  const say = useHeatWords();
  const known = useMemo(() => new Map(view?.cells.map((each) => [each.cell, each])), [view]);
  return useCallback(
    (cell) => {
      const found = known.get(cell);
      if (!found) return undefined;
      const value = `${say(found.state)}, ${daysInWords(say, found.days)}`;
      return say("say", { name: nameOf(cell), value });
    },
    [known, nameOf, say],
  );
}

/** Names single cells, each looked for once. */
export function useCellNames(nameOf: LeafName): (cell: Cell) => string {
  return useMemo(() => {
    const known = new Map<Cell, string>();
    return (cell) => {
      const name = known.get(cell) ?? nameOf({ squares: [{ square: cell, sizeKm: 1 }] });
      known.set(cell, name);
      return name;
    };
  }, [nameOf]);
}
