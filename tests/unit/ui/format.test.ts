import { expect, test } from "vitest";
import { formatFor } from "../../../src/ui/format.ts";

const [fr, en] = [formatFor("fr"), formatFor("en")];

test("days are said as people say them, the first of a month too", () => {
  expect([fr.weekday("2026-12-09"), fr.shortWeekday("2026-12-09")]).toEqual([
    "mercredi 9 décembre",
    "mer. 9",
  ]);
  expect([fr.weekday("2026-12-01"), fr.plainWeekday("2026-12-01")]).toEqual([
    "mardi 1er décembre",
    "mardi 1er",
  ]);
  expect(fr.weekday("2026-12-11")).toBe("vendredi 11 décembre");
  expect([en.weekday("2026-12-01"), en.shortWeekday("2026-12-09")]).toEqual(["Tuesday 1 December", "Wed 9"]);
});

test("times of a night go on after midnight, as a clock does", () => {
  expect([fr.clock(1350), fr.clock(1470), fr.clock(545)].map((time) => time.replaceAll(/\s/g, " "))).toEqual([
    "22 h 30",
    "0 h 30",
    "9 h 05",
  ]);
  expect([en.clock(1350), en.clock(1470)]).toEqual(["22:30", "00:30"]);
});
