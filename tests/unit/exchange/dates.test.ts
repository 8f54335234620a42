import fc from "fast-check";
import { expect, test } from "vitest";
import { findDateFormat, namedFormat } from "../../../src/exchange/date-format.ts";
import { type DateFormat, hourOf, momentOf } from "../../../src/exchange/dates.ts";

const PARIS = "Europe/Paris";
const days = fc
  .integer({ min: Date.UTC(2000, 0, 1) / 86_400_000, max: Date.UTC(2040, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const clocks = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });

const two = (number: number) => String(number).padStart(2, "0");
const parts = (day: string) => day.split("-") as [string, string, string];

const WRITERS: readonly (readonly [DateFormat, (day: string) => string | number])[] = [
  ["YYYY-MM-DD", (day) => day],
  ["YYYY-MM-DD", (day) => day.replaceAll("-", "/")],
  ["DD/MM/YYYY", (day) => parts(day).reverse().join("/")],
  ["DD/MM/YYYY", (day) => parts(day).reverse().join(".")],
  ["DD/MM/YYYY", (day) => parts(day).reverse().map(Number).join("-")],
  ["MM/DD/YYYY", (day) => `${parts(day)[1]}/${parts(day)[2]}/${parts(day)[0]}`],
  ["YYYYMMDD", (day) => day.replaceAll("-", "")],
  ["excel-1900", (day) => Date.parse(day) / 86_400_000 + 25_569],
  ["excel-1904", (day) => Date.parse(day) / 86_400_000 + 24_107],
  ["epoch-s", (day) => Date.parse(`${day}T12:00:00Z`) / 1000],
  ["epoch-ms", (day) => Date.parse(`${day}T12:00:00Z`)],
];

test.each(WRITERS)("a day written as %s is read back (%#)", (format, write) => {
  fc.assert(
    fc.property(days, (day) => {
      expect(momentOf(write(day), format, PARIS)?.date).toBe(day);
      expect(momentOf(String(write(day)), format, PARIS)?.date).toBe(day);
    }),
  );
});

test("a clock time written in French, English or ISO is read back", () => {
  fc.assert(
    fc.property(days, clocks, (day, { hour, minute }) => {
      const [year, month, date] = parts(day);
      const half = `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? "AM" : "PM"}`;
      const expected = { date: day, hour };
      expect(
        momentOf(`${date}/${month}/${year} ${two(hour)}:${two(minute)}`, "DD/MM/YYYY", PARIS),
      ).toMatchObject(expected);
      expect(
        momentOf(`${date}/${month}/${year} à ${hour}h${two(minute)}`, "DD/MM/YYYY", PARIS),
      ).toMatchObject(expected);
      expect(momentOf(`${month}/${date}/${year} ${half}`, "MM/DD/YYYY", PARIS)).toMatchObject(expected);
      expect(momentOf(`${day}T${two(hour)}:${two(minute)}:00`, "YYYY-MM-DD", PARIS)).toMatchObject(expected);
    }),
  );
});

test("instants stand on the organisation's wall clock, summer and winter", () => {
  const read = (text: string | number, format: DateFormat, zone: string) => {
    const { date, hour } = momentOf(text, format, zone) ?? {};
    return [date, hour];
  };
  expect(read("2024-07-01T22:30:00Z", "YYYY-MM-DD", PARIS)).toEqual(["2024-07-02", 0]);
  expect(read("2024-01-01T22:30:00Z", "YYYY-MM-DD", PARIS)).toEqual(["2024-01-01", 23]);
  expect(read("2024-07-01T22:30:00+0200", "YYYY-MM-DD", PARIS)).toEqual(["2024-07-01", 22]);
  expect(read("2024-07-01 22:30:00.123-07", "YYYY-MM-DD", "America/Los_Angeles")).toEqual(["2024-07-01", 22]);
  expect(read(Date.UTC(2024, 6, 1, 22, 30), "epoch-ms", PARIS)).toEqual(["2024-07-02", 0]);
  expect(read(Date.UTC(2024, 6, 1, 22, 30) / 1000, "epoch-s", "Asia/Kathmandu")).toEqual(["2024-07-02", 4]);
});

test.each([
  ["2023-02-29", "YYYY-MM-DD"],
  ["31/04/2024", "DD/MM/YYYY"],
  ["2024-13-01", "YYYY-MM-DD"],
  ["12/25/2024", "DD/MM/YYYY"],
  ["2024-01-01 25:00", "YYYY-MM-DD"],
  ["1824-01-01", "YYYY-MM-DD"],
  ["demain", "DD/MM/YYYY"],
  ["", "YYYY-MM-DD"],
] as const)("%j is no day in %s", (text, format) => {
  expect(momentOf(text, format, PARIS)).toBeUndefined();
});

test.each([
  ["1er mars 2024", "2024-03-01"],
  ["vendredi 1 mars 2024", "2024-03-01"],
  ["15 août 2023", "2023-08-15"],
  ["3-Feb-24", "2024-02-03"],
  ["1/3/24", "2024-03-01"],
])("%s is read with the day first", (text, day) => {
  expect(momentOf(text, "DD/MM/YYYY", PARIS)?.date).toBe(day);
});

const context = { timeZone: PARIS, today: "2040-01-02", isFrench: false };

test.each(WRITERS)("a column of days written as %s is recognised (%#)", (format, write) => {
  const many = fc.uniqueArray(days, { minLength: 40, maxLength: 60 });
  const wanted = format === "excel-1904" ? "excel-1900" : format;
  fc.assert(
    fc.property(many, (list) => {
      expect(findDateFormat(list.map(write), context)).toMatchObject({
        format: wanted,
        isAmbiguous: false,
        share: 1,
      });
    }),
    { numRuns: 25 },
  );
});

test("serials of a 1904 calendar are recognised where 1904 alone keeps them out of the future", () => {
  const list = ["2024-05-01", "2024-06-01"].map((day) => Date.parse(day) / 86_400_000 + 24_107);
  // Read as 1900 they lie four years earlier, which no file contradicts: a 1900 calendar stays the guess.
  expect(findDateFormat(list, { ...context, today: "2024-12-31" })?.format).toBe("excel-1900");
});

test("days that read both ways are ambiguous, unless something else in the file is French or one lies in the future", () => {
  const both = ["03/04/2024", "05/06/2024"];
  expect(findDateFormat(both, context)).toMatchObject({ format: "DD/MM/YYYY", isAmbiguous: true });
  expect(findDateFormat(both, { ...context, isFrench: true })).toMatchObject({
    format: "DD/MM/YYYY",
    isAmbiguous: false,
  });
  const late = findDateFormat(["01/02/2024", "03/12/2024"], { ...context, today: "2024-04-01" });
  expect(late).toMatchObject({ format: "MM/DD/YYYY", isAmbiguous: false });
  expect(findDateFormat(["04/04/2024", "05/05/2024"], context)?.isAmbiguous).toBe(false);
});

test.each([
  ["23:56", 23],
  ["23h56", 23],
  ["9h", 9],
  ["9:05 PM", 21],
  ["12:10 am", 0],
  ["21h00-23h00", 21],
  [0.75, 18],
  [14, 14],
  ["24:00", undefined],
  ["9:75", undefined],
  ["tard", undefined],
] as const)("the hour of %j is %s", (value, hour) => {
  expect(hourOf(value)).toBe(hour);
});

test.each([
  ["dd/mm/yyyy", "DD/MM/YYYY"],
  ["JJ/MM/AAAA", "DD/MM/YYYY"],
  ["YYYY-MM-DD HH:mm", "YYYY-MM-DD"],
  ["epoch ms", "epoch-ms"],
  ["iso", "YYYY-MM-DD"],
  ["whenever", undefined],
])("the name %s means %s", (name, format) => {
  expect(namedFormat(name)).toBe(format);
});
