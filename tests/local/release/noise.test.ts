import { expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

const DRAWS = 60_000;

eachDatabase("geometric noise", (db) => {
  for (const [numerator, denominator] of [
    [3, 4],
    [7, 8],
    [2, 3],
  ] as const) {
    test(`has the two-sided geometric distribution of ${numerator}/${denominator}`, async () => {
      const a = numerator / denominator;
      const rows = await owned(
        db(),
        `select k, count(*)::integer as n from (
          select release.geometric_noise($1, $2) as k from generate_series(1, $3::integer)
        ) d group by k`,
        [numerator, denominator, DRAWS],
      );
      const drawn = new Map(rows.map((row) => [Number(row["k"]), Number(row["n"])]));
      const mean = [...drawn].reduce((sum, [k, n]) => sum + k * n, 0) / DRAWS;
      const variance = [...drawn].reduce((sum, [k, n]) => sum + k * k * n, 0) / DRAWS;
      const expected = (2 * a) / (1 - a) ** 2;
      // z = 4.417, the tolerance of Google's differential-privacy tests; fourth moment of the two-sided geometric.
      const fourth = (2 * a * (1 + 10 * a + a * a)) / (1 - a) ** 4;
      expect(Math.abs(mean)).toBeLessThan(4.417 * Math.sqrt(expected / DRAWS));
      expect(Math.abs(variance - expected)).toBeLessThan(4.417 * Math.sqrt((fourth - expected ** 2) / DRAWS));
      // Every value apart, as long as it is expected often: exactness is per value, not on average.
      const p = (k: number) => ((1 - a) / (1 + a)) * a ** Math.abs(k);
      for (let k = -30; k <= 30; k++) {
        if (DRAWS * p(k) < 50) continue;
        const tolerance = 4.417 * Math.sqrt(DRAWS * p(k) * (1 - p(k)));
        expect(Math.abs((drawn.get(k) ?? 0) - DRAWS * p(k)), `value ${k}`).toBeLessThan(tolerance);
      }
    });
  }
});
