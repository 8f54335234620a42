import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellOfParts } from "../../../src/domain/grid.ts";
import { keyAction, steppedCell } from "../../../src/map/keys.ts";

const plain = { shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

test("arrows step the cursor by one cell, and with Shift they move the map the same way", () => {
  expect(keyAction({ ...plain, key: "ArrowUp" })).toEqual({ kind: "step", eastKm: 0, northKm: 1 });
  expect(keyAction({ ...plain, key: "ArrowUp", shiftKey: true })).toEqual({
    kind: "pan",
    right: 0,
    down: -1,
  });
});

test("keys held with Ctrl, Alt or Meta, and Tab, stay the browser's", () => {
  const held = fc.constantFrom("ctrlKey", "altKey", "metaKey");
  fc.assert(
    fc.property(fc.constantFrom("ArrowUp", "+", "Enter", " "), held, (key, modifier) => {
      expect(keyAction({ ...plain, key, [modifier]: true })).toBeUndefined();
    }),
  );
  expect(keyAction({ ...plain, key: "Tab" })).toBeUndefined();
});

test("a step and the step back meet again, and no step leaves the grid", () => {
  const part = fc.integer({ min: 0, max: 9999 });
  const step = fc.constantFrom([0, 1], [0, -1], [1, 0], [-1, 0]);
  fc.assert(
    fc.property(part, part, step, (e, n, [east = 0, north = 0]) => {
      const cell = cellOfParts(e, n) as Cell;
      const there = steppedCell(cell, east, north);
      if (there === cell) expect([0, 9999]).toContain(east === 0 ? n : e);
      else expect(steppedCell(there, -east, -north)).toBe(cell);
    }),
  );
});
