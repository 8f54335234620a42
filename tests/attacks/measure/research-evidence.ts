import type { LeafWindow } from "../../../src/reference/season.ts";
import { categoriesOf } from "../../../src/reference/tally.ts";
import type { Evidence } from "./evidence.ts";
import { CATEGORY_ALPHA, HIDDEN_BELOW, TOTAL_ALPHA } from "./research.ts";

/** Values farther from the count than this have probability under 10⁻⁷ at α = 7/8. */
const FARTHEST = 120;

/** Outputs of a value of n contributions against `fewer` of them, shown from so much on. */
function valueEvidence(n: number, fewer: number, alpha: number, shownFrom = HIDDEN_BELOW): Evidence {
  const scale = (1 - alpha) / (1 + alpha);
  const shown = Array.from({ length: n + FARTHEST }, (_, at) => at + shownFrom).map((value) => ({
    present: scale * alpha ** Math.abs(value - n),
    absent: scale * alpha ** Math.abs(value - fewer),
  }));
  const rest = (key: "present" | "absent") => 1 - shown.reduce((sum, each) => sum + each[key], 0);
  return [{ present: rest("present"), absent: rest("absent") }, ...shown];
}

/** Evidence of a leaf's research quarter about contributions of one youth (places in the leaf's list): a release a table. */
export function quarterEvidence({ people }: LeafWindow, own: readonly number[]): Evidence[] {
  const tables = new Map<string, { all: number; own: number }>();
  const count = (name: string, isOwn: boolean) => {
    const before = tables.get(name) ?? { all: 0, own: 0 };
    tables.set(name, { all: before.all + 1, own: before.own + (isOwn ? 1 : 0) });
  };
  for (const [at, each] of people.entries()) {
    const isOwn = own.includes(at);
    for (const name of ["total", ...categoriesOf("lead", each)]) count(name, isOwn);
  }
  return [...tables]
    .filter(([, table]) => table.own > 0)
    .map(([name, table]) =>
      valueEvidence(table.all, table.all - table.own, name === "total" ? TOTAL_ALPHA : CATEGORY_ALPHA),
    );
}

/** Whether raw counts, those below 20 suppressed, differ with these contributions and without. */
export function isRawlyTold({ people }: LeafWindow, own: readonly number[]): boolean {
  return people.length >= HIDDEN_BELOW && own.length > 0;
}

/** Total variation of a value of n contributions against n − 1, shown from so much on. */
export function valueDistance(n: number, alpha: number, shownFrom?: number): number {
  return (
    valueEvidence(n, n - 1, alpha, shownFrom).reduce(
      (sum, { present, absent }) => sum + Math.abs(present - absent),
      0,
    ) / 2
  );
}
