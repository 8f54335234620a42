import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalsOf, numberInWords } from "../../../src/features/mobility/figures-in-words.ts";
import { formatFor } from "../../../src/ui/format.ts";

const [fr, en] = [formatFor("fr"), formatFor("en")];

test("figures of one column have the same number of decimals, whatever their size", () => {
  const column = [3, 3.174, -0.5, 12.25, 0];
  const decimals = decimalsOf(column);
  expect(column.map((value) => numberInWords(fr, value, decimals))).toEqual([
    "3,00",
    "3,17",
    "−0,50",
    "12,25",
    "0,00",
  ]);
  fc.assert(
    fc.property(fc.array(fc.double({ min: -500, max: 500, noNaN: true }), { minLength: 1 }), (values) => {
      const digits = decimalsOf(values);
      const after = (value: number) => numberInWords(en, value, digits).split(".")[1]?.length ?? 0;
      expect(new Set(values.map(after))).toEqual(new Set([digits]));
    }),
  );
});

test("whole counts have no decimals, and what rounds to nothing has no minus", () => {
  expect(decimalsOf([3, 120, 4000])).toBe(0);
  expect(decimalsOf([])).toBe(0);
  expect(decimalsOf([120.5, 3])).toBe(1);
  expect(numberInWords(fr, -0.001, 2)).toBe("0,00");
  expect(numberInWords(fr, -0.001)).toBe("0");
  expect(numberInWords(fr, 3)).toBe("3");
});
