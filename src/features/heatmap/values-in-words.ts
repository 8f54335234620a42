import type { Breakdown, HeatClass } from "../../data/heat.ts";
import type { ReleasePolicy } from "../../data/windows.ts";
import type { Format } from "../../ui/format.ts";
import type { LeafRow } from "./leaf-rows.ts";
import type { HeatSay } from "./use-heat-words.ts";

type Classes = ReleasePolicy["classes"];

/** "25 à 39", "100 et plus", "non publié". */
export function classInWords(say: HeatSay, format: Format, classes: Classes, heatClass: HeatClass): string {
  const range = classes.find((each) => each.class === heatClass);
  if (!range) return say("hiddenShort");
  const from = format.number(range.from);
  return range.to === null
    ? say("classOpen", { from })
    : say("classRange", { from, to: format.number(range.to) });
}

/** A range may be shown in some of its windows and still stay below the first class on average. */
export function valueInWords(
  say: HeatSay,
  format: Format,
  classes: Classes,
  value: Pick<LeafRow, "heatClass" | "atLeast">,
): string {
  const first = classes[0];
  if (value.heatClass === 0 && value.atLeast > 0 && first)
    return say("meanBelow", { from: format.number(first.from) });
  return classInWords(say, format, classes, value.heatClass);
}

/** "Lieu d’errance", "13-15 ans", "Filles". */
export function categoryInWords(say: HeatSay, breakdown: Breakdown, category: string): string {
  if (category === "?") return say("unknown");
  if (breakdown === "age_band") return say("years", { band: category.replace("-", "–") });
  const known = ["wandering", "activity", "girl", "boy", "other"] as const;
  const word = known.find((each) => each === category);
  return word ? say(word) : say("total");
}

/** "une classe de plus", "publié seulement avant", "inconnu". */
export function changeInWords(say: HeatSay, row: LeafRow): string {
  const change = row.before?.change;
  if (!change || change.kind === "hidden") return say("changeHidden");
  if (change.kind === "one_side") return say(change.side === "before" ? "onlyBefore" : "onlyAfter");
  const words = ["downTwo", "downOne", "same", "upOne", "upTwo"] as const;
  return say(words[Math.min(2, Math.max(-2, change.step)) + 2] ?? "same");
}
