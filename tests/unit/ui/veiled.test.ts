import fc from "fast-check";
import { expect, test } from "vitest";
import { clearStorage } from "../../../src/ui/choices.ts";
import { unveiled, veiled } from "../../../src/ui/veiled.ts";

test("a cell's name in the address is its own, says nothing of the cell, and is read back", () => {
  const cells = fc.uniqueArray(fc.integer({ min: 10_000_000, max: 99_999_999 }), { minLength: 1 });
  fc.assert(
    fc.property(cells, (list) => {
      clearStorage();
      const names = list.map(veiled);
      expect(new Set(names).size).toBe(list.length);
      expect(names).toEqual(list.map((_, nth) => String(nth + 1)));
      expect(names.map(unveiled)).toEqual(list);
      expect(list.map(veiled)).toEqual(names);
    }),
  );
});

test("after a sign-out no name leads to a cell any more, nor does one that was never given", () => {
  const name = veiled(28_893_760);
  clearStorage();
  expect(unveiled(name)).toBeUndefined();
  for (const other of [null, "", "0", "-1", "28893760", "1e3", "x"]) expect(unveiled(other)).toBeUndefined();
});
