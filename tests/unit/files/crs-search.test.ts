import { expect, test } from "vitest";
import { crsMatching } from "../../../src/features/files/crs-search.ts";

const all = [
  { srid: 2154, name: "RGF93 v1 / Lambert-93" },
  { srid: 2230, name: "NAD83 / California zone 6 (ftUS)" },
  { srid: 4326, name: "WGS 84" },
];

test("a coordinate system is found by its number or by words of its name, accents and case aside", () => {
  expect(crsMatching(all, "2154", []).map(({ srid }) => srid)).toEqual([2154]);
  expect(crsMatching(all, "CALIFORNIA ftus", []).map(({ srid }) => srid)).toEqual([2230]);
});

test("those that the file fits come first, once", () => {
  expect(crsMatching(all, "8", [4326, 2230]).map(({ srid }) => srid)).toEqual([4326, 2230]);
  expect(crsMatching(all, "", [2230]).map(({ srid }) => srid)).toEqual([2230]);
});
