import { useMemo } from "react";
import type { Cell } from "../../domain/grid.ts";
import { centreCellOf, type Leaf, middleSquare } from "../../domain/leaf-index.ts";
import type { MapGrid } from "../../map/map-grid.ts";
import { useCellNames } from "../../map/use-cell-names.ts";
import { useLanguage } from "../../ui/words.ts";
import { useMobilityWords } from "./use-mobility-words.ts";

/** What a leaf, or any set of squares, is called. */
export type LeafName = (leaf: Pick<Leaf, "squares">) => string;

/** Names leaves after the place in their middle; each is looked for once. */
export function useLeafNames(grid: MapGrid): LeafName {
  const say = useMobilityWords();
  const [language] = useLanguage();
  const nameOf = useCellNames(grid, language);
  return useMemo(() => {
    const known = new WeakMap<Pick<Leaf, "squares">, string>();
    return (leaf) => {
      const name = known.get(leaf) ?? named(leaf);
      known.set(leaf, name);
      return name;
    };

    function named(leaf: Pick<Leaf, "squares">): string {
      const middle = middleSquare(leaf);
      if (!middle) return "";
      const name = nameOf(centreCellOf(middle));
      return leaf.squares.length > 1 ? say("around", { name }) : name;
    }
  }, [nameOf, say]);
}

/** Names 8 km districts after the place in their middle. */
export function useDistrictNames(nameOf: LeafName): (district: Cell) => string {
  return useMemo(() => {
    const known = new Map<Cell, string>();
    return (district) => {
      const name = known.get(district) ?? nameOf({ squares: [{ square: district, sizeKm: 8 }] });
      known.set(district, name);
      return name;
    };
  }, [nameOf]);
}
