import * as fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type ServiceDate } from "../../../src/domain/slot.ts";
import { loneDays } from "../../../src/exchange/lone-days.ts";

const TODAY = "2022-12-31";
const counts = (days: readonly string[]) =>
  [...new Set(days)].sort().map((day) => ({ service_date: day as ServiceDate }));

test("one date of another century is told, and the file's own years are not", () => {
  const own = Array.from({ length: 40 }, (_, n) => addDays("2021-03-01", 7 * n));
  expect(loneDays(counts(["1990-05-09", ...own]), TODAY)).toEqual(["1990-05-09"]);
  expect(loneDays(counts(own), TODAY)).toEqual([]);
});

test("a count a month is a history, and two dates long ago are not", () => {
  const monthly = Array.from({ length: 12 }, (_, month) =>
    new Date(Date.UTC(2018, month, 25)).toISOString().slice(0, 10),
  );
  expect(loneDays(counts(monthly), TODAY)).toEqual([]);
  expect(loneDays(counts(["2018-01-25", "2018-02-25"]), TODAY)).toEqual(["2018-01-25", "2018-02-25"]);
});

test("a date of the last 52 weeks is never told, however alone it is", () => {
  expect(loneDays(counts([addDays(TODAY, -364)]), TODAY)).toEqual([]);
  expect(loneDays(counts([addDays(TODAY, -365)]), TODAY)).toEqual([addDays(TODAY, -365)]);
});

test("a property: what is told is what counting around each date tells", () => {
  const days = fc.array(fc.integer({ min: -3000, max: 0 }), { maxLength: 40 });
  fc.assert(
    fc.property(days, (offsets) => {
      const file = counts(offsets.map((offset) => addDays(TODAY, offset)));
      const near = (day: string) =>
        file.filter(({ service_date: other }) => other >= addDays(day, -182) && other <= addDays(day, 182))
          .length;
      const expected = file
        .map(({ service_date }) => service_date)
        .filter((day) => day < addDays(TODAY, -364) && near(day) < 3);
      expect(loneDays(file, TODAY)).toEqual(expected);
    }),
  );
});
