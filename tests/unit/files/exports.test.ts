import { expect, test } from "vitest";
import type { Cell } from "../../../src/domain/grid.ts";
import { leavesOut } from "../../../src/features/files/export-files.ts";
import { isPeriod } from "../../../src/features/files/export-period.ts";

test.each([
  ["2026-01-01", "2026-01-01", true],
  ["2025-01-01", "2026-01-02", true],
  ["2025-01-01", "2026-01-03", false],
  ["2026-01-02", "2026-01-01", false],
  ["", "2026-01-01", false],
  ["2026-13-01", "2026-12-01", false],
])("a period from %s to %s can be exported: %s", (from, to, can) => {
  expect(isPeriod({ from, to })).toBe(can);
});

test("every leaf leaves, a hidden one without value, a shown one with the range of its class", () => {
  const classes = [
    { class: 1, from: 15, to: 24 },
    { class: 2, from: 25, to: null },
  ];
  const rules = { k0: 10, d: 5, weeks: 13, lag_days: 14, visits: 3, dates: 3, classes };
  const square = (leaf: number) => ({ leaf, square: (28893760 + leaf) as Cell, sizeKm: 1 as const });
  const out = leavesOut({
    policy: rules,
    leaves: { seasonId: 1, ids: Int32Array.of(1, 2, 3), squares: [1, 2, 3].map(square) },
    heat: {
      ...{ seasonId: 1, windows: 2 },
      leaves: [
        { leaf: 1, heatClass: 0, atLeast: 0 },
        { leaf: 2, heatClass: 1, atLeast: 30 },
        { leaf: 3, heatClass: 2, atLeast: 50 },
      ],
    },
  });
  expect(out.map(({ heatClass, range, atLeast }) => [heatClass, range, atLeast])).toEqual([
    [0, "", null],
    [1, "15–24", 30],
    [2, "25+", 50],
  ]);
  expect(out.every(({ squares }) => squares.length === 1)).toBe(true);
});
