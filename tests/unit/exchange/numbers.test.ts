import fc from "fast-check";
import { expect, test } from "vitest";
import { degreesOf, pairOf } from "../../../src/exchange/angles.ts";
import { coordinateOf, decimalMarkOf, numberOf } from "../../../src/exchange/numbers.ts";

/** A decimal text with groups of three digits. */
function grouped(cents: number, group: string, mark: string): string {
  const [whole = "", part = ""] = (Math.abs(cents) / 100).toFixed(2).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, group);
  return `${cents < 0 ? "-" : ""}${groups}${mark}${part}`;
}

const amounts = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });

test.each([
  ["1 234,56", " ", ","],
  ["1\u202f234,56", "\u202f", ","],
  ["1\u00a0234,56", "\u00a0", ","],
  ["1.234,56", ".", ","],
  ["1234,56", "", ","],
  ["1,234.56", ",", "."],
  ["1'234.56", "'", "."],
  ["1234.56", "", "."],
] as const)("numbers written like %s are read exactly", (_, group, mark) => {
  fc.assert(
    fc.property(amounts, (cents) => {
      expect(numberOf(grouped(cents, group, mark), mark)).toBe(cents / 100);
    }),
  );
});

test.each(["", " ", "abc", "1 2 a", "12-03-2024", "--3", "1.2.3", "٣", "1e999x"])(
  "%j is no number",
  (text) => {
    expect(numberOf(text, ".")).toBeUndefined();
  },
);

test("a column's decimal mark is the one its numbers use; thousands alone say nothing", () => {
  expect(decimalMarkOf(["1,5", "2,25"])).toEqual({ mark: ",", isSure: true });
  expect(decimalMarkOf(["1.5", "2.25", "1,234.5"])).toEqual({ mark: ".", isSure: true });
  expect(decimalMarkOf(["1,234", "12"])).toEqual({ mark: ".", isSure: false });
});

test("a coordinate with one comma is a decimal whatever the column says", () => {
  expect(coordinateOf("48,857", ".")).toBe(48.857);
});

const angle = fc.record({
  degrees: fc.integer({ min: 0, max: 89 }),
  minutes: fc.integer({ min: 0, max: 59 }),
  tenths: fc.integer({ min: 0, max: 599 }),
  side: fc.constantFrom("N", "S", "E", "W", "O"),
});

test("angles in degrees, minutes and seconds are read to a hundred-millionth", () => {
  fc.assert(
    fc.property(
      angle,
      fc.constantFrom("'", "′", "’"),
      fc.constantFrom('"', "″"),
      ({ degrees, minutes, tenths, side }, one, two) => {
        const expected = (degrees + minutes / 60 + tenths / 36_000) * (/[SWO]/.test(side) ? -1 : 1);
        const seconds = (tenths / 10).toFixed(1);
        expect(degreesOf(`${degrees}°${minutes}${one}${seconds}${two}${side}`, ".")).toBeCloseTo(expected, 8);
        expect(
          degreesOf(`${side} ${degrees}° ${minutes}${one} ${seconds.replace(".", ",")}${two}`, ","),
        ).toBeCloseTo(expected, 8);
      },
    ),
  );
});

test.each(["48°61'00\"N", "48°10'75\"N", "nord", "48 x"])("%s is no angle", (text) => {
  expect(degreesOf(text, ".")).toBeUndefined();
});

test.each([
  ["48.85, 2.35", 48.85, 2.35, false],
  ["48.85,2.35", 48.85, 2.35, false],
  ["48.85 2.35 0 4.5", 48.85, 2.35, false],
  ["48,85;2,35", 48.85, 2.35, false],
  ["[48.85, 2.35]", 48.85, 2.35, false],
  ["POINT(2.35 48.85)", 2.35, 48.85, true],
  ["SRID=4326;POINT Z (2.35 48.85 30)", 2.35, 48.85, true],
  ["48°51'24\"N, 2°21'07\"E", 48.856_666_666_7, 2.351_944_444_4, false],
])("the pair of %s is read in its order", (text, first, second, isXy) => {
  const pair = pairOf(text);
  expect(pair?.first).toBeCloseTo(first, 8);
  expect(pair?.second).toBeCloseTo(second, 8);
  expect(pair?.isXy).toBe(isXy);
});
