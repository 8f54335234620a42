import { expect, test } from "vitest";
import { leaves } from "../../../src/data/leaves.ts";
import { type Cell, cellsOf } from "../../../src/domain/grid.ts";
import { indexLeaves, middleSquare } from "../../../src/domain/leaf-index.ts";
import { leavesAnswer, SQUARES } from "../../fixtures/heat-answers.ts";

const partition = leaves(leavesAnswer(2));
const index = indexLeaves(partition);

test("every cell of every square finds its own leaf, whatever the square's size", () => {
  for (const { square, sizeKm, leaf } of partition.squares) {
    for (const cell of cellsOf(square, sizeKm)) expect(index.at(cell)?.id).toBe(leaf);
  }
});

test("a cell beside the territory has no leaf", () => {
  expect(index.at(10_001_000 as Cell)).toBeUndefined();
});

test("a leaf in several pieces has them all, and the areas of leaves are the territory's", () => {
  const pieces = index.leaves.find(({ squares }) => squares.length > 1);
  expect(pieces?.squares).toHaveLength(2);
  const total = index.leaves.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
  expect(total).toBe(SQUARES.reduce((sum, [, size]) => sum + size * size, 0));
});

test("a leaf is named after its square nearest to its middle", () => {
  const row = [1, 2, 3, 9].map((e) => ({ square: (28_890_000 + e) as Cell, sizeKm: 1 as const }));
  expect(middleSquare({ squares: row })?.square).toBe(28_890_003);
  expect(middleSquare({ squares: [] })).toBeUndefined();
});
