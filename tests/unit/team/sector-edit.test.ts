import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cell, cellOfParts, cellsOf, coarsen, partsOf } from "../../../src/domain/grid.ts";
import {
  BRUSHES,
  cellsBetween,
  drag,
  MAX_CELLS,
  paintingOf,
  redo,
  sharedWith,
  toggleCells,
  touch,
  undo,
} from "../../../src/features/team/sector-edit.ts";

const at = (eKm: number, nKm: number) => cellOfParts(eKm, nKm) as Cell;
const cell = fc
  .tuple(fc.integer({ min: 100, max: 140 }), fc.integer({ min: 100, max: 140 }))
  .map(([e, n]) => at(e, n));
const brush = fc.constantFrom(...BRUSHES);
const sorted = (cells: Iterable<Cell>) => [...cells].sort((a, b) => a - b);

describe("painting a sector", () => {
  test("touching the same square twice changes nothing", () => {
    fc.assert(
      fc.property(cell, brush, (one, size) => {
        const twice = touch(touch(paintingOf([]), one, size), one, size);
        expect(twice.cells.size).toBe(0);
      }),
    );
  });

  test("a square that is only partly in the sector joins it wholly", () => {
    const painting = touch(paintingOf([at(100, 100)]), at(101, 101), 2);
    expect(sorted(painting.cells)).toEqual(sorted(cellsOf(coarsen(at(101, 101), 2), 2)));
  });

  test("every touch and the whole drag after it are one step of undo, and redo does them again", () => {
    fc.assert(
      fc.property(
        fc.array(cell, { maxLength: 8 }),
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        brush,
        (before, way, size) => {
          const start = paintingOf(before);
          const [first, ...rest] = way as [Cell, ...Cell[]];
          const done = rest.reduce((now, each) => drag(now, each, size), touch(start, first, size));
          expect(sorted(undo(done).cells)).toEqual(sorted(start.cells));
          expect(sorted(redo(undo(done)).cells)).toEqual(sorted(done.cells));
        },
      ),
    );
  });

  test("a drag that starts outside the sector only adds, one that starts inside only removes", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), cell, cell, (before, from, to) => {
        const start = paintingOf(before);
        const adds = !start.cells.has(from);
        const done = drag(touch(start, from, 1), to, 1);
        if (adds) expect([...start.cells].every((each) => done.cells.has(each))).toBe(true);
        else expect([...done.cells].every((each) => start.cells.has(each))).toBe(true);
      }),
    );
  });

  test("a drag leaves no gap: each cell on the way touches the one before", () => {
    fc.assert(
      fc.property(cell, cell, (from, to) => {
        const way = [from, ...cellsBetween(from, to)];
        expect(way.at(-1)).toBe(to);
        for (let n = 1; n < way.length; n++) {
          const [a, b] = [partsOf(way[n - 1] as Cell), partsOf(way[n] as Cell)];
          expect(Math.max(Math.abs(a.eKm - b.eKm), Math.abs(a.nKm - b.nKm))).toBe(1);
        }
      }),
    );
  });

  test("a sector never grows over what the server takes", () => {
    const full = Array.from({ length: MAX_CELLS }, (_, n) => at(n % 200, Math.floor(n / 200)));
    const painting = touch(paintingOf(full), at(500, 500), 1);
    expect(painting.cells.size).toBe(MAX_CELLS);
  });

  test("cells shared with other sectors are counted by sector, and sectors without any are left out", () => {
    const shared = sharedWith(new Set([at(1, 1), at(1, 2)]), [
      { name: "Nord", cells: [at(1, 1), at(1, 2), at(1, 3)] },
      { name: "Sud", cells: [at(9, 9)] },
    ]);
    expect(shared).toEqual([{ name: "Nord", cells: 2 }]);
  });
});

test("an area joins whole as one step, leaves when chosen again, and undo brings back what was there", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
      fc.uniqueArray(fc.integer({ min: 1, max: 30 })),
      (start, area) => {
        const [begun, cells] = [paintingOf(start as Cell[]), area as Cell[]];
        const joined = toggleCells(begun, cells);
        const wasIn = cells.every((cell) => begun.cells.has(cell));
        for (const cell of cells) expect(joined.cells.has(cell)).toBe(!wasIn);
        expect(undo(joined).cells).toEqual(begun.cells);
        if (!wasIn)
          expect([...toggleCells(joined, cells).cells].some((cell) => cells.includes(cell))).toBe(false);
      },
    ),
  );
});
