import { expect, test } from "vitest";
import { changeIndex, changeOf, compareLeaves } from "../../../src/features/heatmap/compare.ts";

test("what is not published has no difference: it is never taken for zero", () => {
  expect(changeOf(0, 3)).toEqual({ kind: "one_side", side: "after" });
  expect(changeOf(3, 0)).toEqual({ kind: "one_side", side: "before" });
  expect(changeOf(0, 0)).toEqual({ kind: "hidden" });
  expect(changeOf(2, 5)).toEqual({ kind: "step", step: 3 });
});

test("swapping the periods turns the change around", () => {
  for (const a of [1, 2, 3, 4, 5] as const) {
    for (const b of [1, 2, 3, 4, 5] as const) {
      const there = changeOf(a, b);
      const back = changeOf(b, a);
      if (there.kind !== "step" || back.kind !== "step") throw new Error("a step is expected");
      expect(there.step + back.step).toBe(0);
      expect(changeIndex(there.step) + changeIndex(back.step)).toBe(4);
    }
  }
});

test("leaves are paired by id, and all of the later period are kept", () => {
  const leaf = (id: number, heatClass: 0 | 1 | 2) => ({ leaf: id, heatClass, atLeast: 10 * heatClass });
  const pairs = compareLeaves([leaf(1, 2), leaf(3, 1)], [leaf(1, 1), leaf(2, 2), leaf(3, 0)]);
  expect(pairs.map((each) => [each.leaf, each.before?.heatClass, each.change.kind])).toEqual([
    [1, 2, "step"],
    [2, undefined, "one_side"],
    [3, 1, "one_side"],
  ]);
});
