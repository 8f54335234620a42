import { useCallback } from "react";
import type { ReleasePolicy } from "../../data/windows.ts";
import type { Cell } from "../../domain/grid.ts";
import { useFormat } from "../../ui/format.ts";
import type { HeatValues } from "./use-heat.ts";
import { useHeatWords } from "./use-heat-words.ts";
import type { LeafName } from "./use-leaf-names.ts";
import { changeInWords, valueInWords } from "./values-in-words.ts";

/** What is said of a cell under the pointer or the cursor: its leaf's name and value. */
export function useSayCell(
  values: HeatValues | undefined,
  nameOf: LeafName,
  policy: ReleasePolicy | undefined,
): (cell: Cell) => string | undefined {
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
