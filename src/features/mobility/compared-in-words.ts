import type { Format } from "../../ui/format.ts";
import { decimalsOf, intervalInWords, numberInWords } from "./figures-in-words.ts";
import type { Compared, SeriesPoint } from "./series-figures.ts";
import type { MobilitySay } from "./use-mobility-words.ts";

/** "+3,2 (1,1 à 5,3) : plus", "… : non distinguable de zéro", or why there is no difference. */
export function comparedInWords(
  say: MobilitySay,
  format: Format,
  compared: Compared | undefined,
  decimals?: number,
): string {
  if (compared === undefined) return "–";
  if (compared === "other_leaves") return say("otherLeaves");
  if (compared === "nothing_common") return say("nothingCommon");
  const { value, interval, isDistinct } = compared;
  const sign = value > 0 ? "+" : "";
  const verdict = isDistinct ? say(value > 0 ? "more" : "less") : say("notDistinct");
  const told = `${sign}${numberInWords(format, value, decimals)}`;
  return say("difference", {
    value: told,
    interval: intervalInWords(say, format, interval, decimals),
    verdict,
  });
}

/** By which a column of differences is sorted: unknown ones below all. */
export function comparedRank(compared: Compared | undefined): number {
  return typeof compared === "object" ? compared.value : Number.NEGATIVE_INFINITY;
}

/** "12 (10 à 14)", with what hidden leaves may add. */
export function pointInWords(
  say: MobilitySay,
  format: Format,
  point: SeriesPoint,
  decimals?: number,
): string {
  if (point.value === undefined) return say("hiddenShort");
  const told = `${numberInWords(format, point.value, decimals)} (${intervalInWords(say, format, point, decimals)})`;
  return point.most === undefined ? told : `${told}, ${say("atMost", { most: format.number(point.most) })}`;
}

/** The decimals of sums and of their differences in one table. */
export function pointDecimals(points: readonly SeriesPoint[]): number {
  return decimalsOf(points.flatMap(({ value }) => value ?? []));
}
