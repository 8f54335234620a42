import type { Breakdown } from "../../data/heat.ts";
import type { Format } from "../../ui/format.ts";
import { isUnsureSpot, stepOf } from "./classes.ts";
import type { LeafFigure, ShownMeasure } from "./measures.ts";
import type { MobilitySay } from "./use-mobility-words.ts";

/**
 * A figure with as many decimals as it bears: whole counts, two decimals below ten; or with so many as the others of its
 * column have.
 */
export function numberInWords(format: Format, value: number, decimals?: number): string {
  const parts = 10 ** (decimals ?? (Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0));
  const rounded = Math.round(value * parts) / parts;
  // No minus before nothing.
  const shown = rounded === 0 ? 0 : rounded;
  return (decimals === undefined ? format.number(shown) : format.fixed(shown, decimals)).replace("-", "−");
}

/** How many decimals the figures of one column have together: none for whole counts, else as the largest bears them. */
export function decimalsOf(values: readonly number[]): number {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (values.every(Number.isInteger) || most >= 1000) return 0;
  return most < 20 ? 2 : 1;
}

/** "12 à 28". */
export function intervalInWords(
  say: MobilitySay,
  format: Format,
  { low, high }: { readonly low: number; readonly high: number },
  decimals?: number,
): string {
  const told = (value: number) => numberInWords(format, value, decimals);
  return say("interval", { low: told(low), high: told(high) });
}

/** What a leaf's figure is, or why there is none. */
export function figureInWords(
  say: MobilitySay,
  format: Format,
  figure: LeafFigure,
  decimals?: number,
): string {
  switch (figure.kind) {
    case "hidden":
      return say("hiddenShort");
    case "no_effort":
      return say("noEffort");
    case "no_base":
      return say("noBase");
    case "one_side":
      return say(figure.side === "before" ? "onlyBefore" : "onlyAfter");
    case "shown":
      return numberInWords(format, figure.value, decimals);
  }
}

/** The decimals of a column of figures and of their intervals. */
export function figureDecimals(figures: readonly LeafFigure[]): number {
  return decimalsOf(figures.flatMap((each) => (each.kind === "shown" ? [each.value] : [])));
}

/** How a change or a spot is to be read; empty where the measure is a plain value. */
export function verdictInWords(say: MobilitySay, measure: ShownMeasure, figure: LeafFigure): string {
  if (figure.kind !== "shown") return "";
  if (measure === "change") {
    if (!figure.isDistinct) return say("notDistinct");
    return say(figure.value > 0 ? "more" : "less");
  }
  if (measure !== "hot") return "";
  if (isUnsureSpot(figure)) return say("hotUnsure");
  const step = stepOf(figure, "hot", undefined);
  return say(step > 2 ? "hotSpot" : step < 2 ? "coldSpot" : "ordinary");
}

/** The unit of a measure's figures; `column` is what a joined table counts. */
export function unitInWords(
  say: MobilitySay,
  measure: ShownMeasure,
  counts: boolean,
  column?: string,
): string {
  if (measure === "ratio") return say("perThousand", { column: column ?? "" });
  if (measure === "hot") return say("perZ");
  if (!counts) return say("perHour");
  return say(measure === "smooth" ? "perKm2" : "perCount");
}

/** "Lieu d’errance", "13–15 ans", "Filles". */
export function categoryInWords(say: MobilitySay, breakdown: Breakdown, category: string): string {
  if (breakdown === "age_band") return say("years", { band: category.replace("-", "–") });
  const known = ["wandering", "activity", "girl", "boy", "other"] as const;
  const word = known.find((each) => each === category);
  return word ? say(word) : say("total");
}
