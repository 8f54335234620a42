import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { CELLS, cityOf, FAMILIES, kmBetween, WEEKS } from "../../benchmarks/reach/city.ts";

const SEEDS = [1, 2, 3];

function total(groups: Uint8Array): number {
  return groups.reduce((sum, each) => sum + each, 0);
}

test("a city has the same number of groups in every week, in 400 cells", () => {
  for (const family of FAMILIES) {
    for (const seed of SEEDS) {
      const { groups } = cityOf(family, seed);
      expect(groups).toHaveLength(WEEKS);
      expect(new Set(groups.map((each) => each.length))).toEqual(new Set([CELLS]));
      expect(new Set(groups.map(total)).size).toBe(1);
    }
  }
});

test("the cities are the frozen ones: whoever changes the generator changes this digest", () => {
  const digest = createHash("sha256");
  for (const family of FAMILIES) {
    for (const seed of SEEDS) for (const groups of cityOf(family, seed).groups) digest.update(groups);
  }
  expect(digest.digest("hex").slice(0, 16)).toBe("b4fa42a39a290677");
});

test("most groups stay where they were the week before, some do not", () => {
  for (const family of FAMILIES) {
    const { groups } = cityOf(family, 4);
    const [first, second] = [groups[10] ?? [], groups[11] ?? []];
    const kept = Array.from(first).reduce((sum, each, cell) => sum + Math.min(each, second[cell] ?? 0), 0);
    const all = Array.from(first).reduce((sum, each) => sum + each, 0);
    expect(kept / all).toBeGreaterThan(0.5);
    expect(kept / all).toBeLessThan(1);
  }
});

test("an eviction empties what is around it; only cities that shift have any", () => {
  expect(cityOf("clustered", 1).evictions).toEqual([]);
  expect(cityOf("scattered", 1).evictions).toEqual([]);
  const evicted = SEEDS.flatMap((seed) => {
    const { groups, evictions } = cityOf("shifting", seed);
    return evictions.map(({ week, cell }) =>
      Array.from(groups[week] ?? []).filter((each, other) => each > 0 && kmBetween(cell, other) <= 1.5),
    );
  });
  expect(evicted.length).toBeGreaterThan(5);
  expect(evicted.flat()).toEqual([]);
});

test("neighbours tell of each other where groups cluster, and far less where they are scattered", () => {
  const together = (family: (typeof FAMILIES)[number]) => {
    const shares = [1, 2, 3, 4, 5].map((seed) => {
      const week = cityOf(family, seed).groups[0] ?? new Uint8Array(0);
      const active = Array.from(week.keys()).filter((cell) => (week[cell] ?? 0) > 0);
      const near = active.map(
        (cell) => active.filter((other) => other !== cell && kmBetween(cell, other) <= 1).length,
      );
      // How many of four neighbours are active, beside how many would be by chance.
      return near.reduce((sum, each) => sum + each, 0) / near.length / (4 * (active.length / CELLS));
    });
    return shares.reduce((sum, each) => sum + each, 0) / shares.length;
  };
  expect(together("clustered")).toBeGreaterThan(1.5);
  expect(together("scattered")).toBeLessThan(1.3);
});
