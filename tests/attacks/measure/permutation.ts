import { randomFrom } from "../../../src/domain/random.ts";

/** Chance that a draw of the second sample is larger than one of the first (ties count half): area under the ROC curve. */
export function areaUnderCurve(first: readonly number[], second: readonly number[]): number {
  const all = [
    ...first.map((value) => ({ value, isSecond: false })),
    ...second.map((value) => ({ value, isSecond: true })),
  ].sort((a, b) => a.value - b.value);
  let rankSum = 0;
  for (let from = 0; from < all.length; ) {
    let to = from;
    while (to < all.length && all[to]?.value === all[from]?.value) to++;
    const rank = (from + 1 + to) / 2;
    for (let at = from; at < to; at++) if (all[at]?.isSecond) rankSum += rank;
    from = to;
  }
  const pairs = first.length * second.length;
  return (rankSum - (second.length * (second.length + 1)) / 2) / pairs;
}

/** The area that shuffled labels reach in one of a hundred cases: beyond it, the samples differ. */
export function permutedUpper(first: readonly number[], second: readonly number[], times = 400): number {
  const random = randomFrom("permutation");
  const all = [...first, ...second];
  const areas = Array.from({ length: times }, () => {
    for (let at = all.length - 1; at > 0; at--) {
      const other = random.int(at + 1);
      [all[at], all[other]] = [all[other] ?? 0, all[at] ?? 0];
    }
    const area = areaUnderCurve(all.slice(0, first.length), all.slice(first.length));
    return Math.max(area, 1 - area);
  });
  return areas.sort((a, b) => a - b)[Math.floor(0.99 * times)] ?? 1;
}
