import { type Cell, cellOfParts, cellsOf, partsOf } from "./grid.ts";
import type { Leaf } from "./leaf-index.ts";

/** Indices of the leaves that share an edge or a corner with each leaf, itself left out, ascending. */
export function touchingLeaves(leaves: readonly Pick<Leaf, "squares">[]): readonly (readonly number[])[] {
  const ownerOf = new Map<Cell, number>();
  leaves.forEach(({ squares }, at) => {
    for (const { square, sizeKm } of squares) {
      for (const cell of cellsOf(square, sizeKm)) ownerOf.set(cell, at);
    }
  });
  const touching = leaves.map(() => new Set<number>());
  for (const [cell, owner] of ownerOf) {
    for (const near of aroundCell(cell)) {
      const other = ownerOf.get(near);
      if (other !== undefined && other !== owner) touching[owner]?.add(other);
    }
  }
  return touching.map((others) => [...others].sort((a, b) => a - b));
}

function aroundCell(cell: Cell): Cell[] {
  const { eKm, nKm } = partsOf(cell);
  const near: Cell[] = [];
  for (let north = -1; north <= 1; north++) {
    for (let east = -1; east <= 1; east++) {
      const found = cellOfParts(eKm + east, nKm + north);
      if (found !== undefined && found !== cell) near.push(found);
    }
  }
  return near;
}
