import { useMemo } from "react";
import { useAnswer } from "../../data/use-answer.ts";
import { partsOf } from "../../domain/grid.ts";
import { type Leaf, middleSquare } from "../../domain/leaf-index.ts";
import { succeed } from "../../domain/outcome.ts";
import { type Gazetteer, placeNameAt, placeNameInWords } from "../../domain/place-name.ts";
import { loadGazetteer } from "../../map/gazetteer.ts";
import { centreOf, type MapGrid } from "../../map/map-grid.ts";
import { type Language, useLanguage } from "../../ui/words.ts";
import { type HeatSay, useHeatWords } from "./use-heat-words.ts";

/** What a leaf, or the one cell of a leaf, is called, in the person's language. */
export type LeafName = (leaf: Pick<Leaf, "squares">) => string;

/** Names leaves after the nearest station or place; each is looked for once. */
export function useLeafNames(grid: MapGrid): LeafName {
  const say = useHeatWords();
  const [language] = useLanguage();
  const answer = useAnswer(["gazetteer"], async () => succeed(await loadGazetteer()), {
    freshMs: Number.POSITIVE_INFINITY,
  });
  const gazetteer = answer.kind === "ready" ? answer.value : undefined;
  return useMemo(() => {
    const known = new WeakMap<Pick<Leaf, "squares">, string>();
    return (leaf) => {
      const name = known.get(leaf) ?? nameOf(leaf, { grid, gazetteer, say, language });
      known.set(leaf, name);
      return name;
    };
  }, [grid, gazetteer, say, language]);
}

interface Naming {
  readonly grid: MapGrid;
  readonly gazetteer: Gazetteer | undefined;
  readonly say: HeatSay;
  readonly language: Language;
}

function nameOf(leaf: Pick<Leaf, "squares">, { grid, gazetteer, say, language }: Naming): string {
  const square = middleSquare(leaf);
  if (!square) return "";
  const { lng, lat } = centreOf(grid, square);
  const place = gazetteer && placeNameAt(gazetteer, lng, lat);
  if (!place) {
    const { eKm, nKm } = partsOf(square.square);
    return say("code", { e: eKm, n: nKm });
  }
  const name = placeNameInWords(place, language);
  return leaf.squares.length > 1 ? say("around", { name }) : name;
}
