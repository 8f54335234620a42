import Papa from "papaparse";
import { expect, test } from "vitest";
import { ROW_ERRORS, type RowError } from "../../../src/exchange/errors.ts";
import { rejectedCsv, rejectedRowsOf } from "../../../src/features/files/rejected-rows.ts";

const reasons = Object.fromEntries(ROW_ERRORS.map((code) => [code, `parce que ; "${code}"`])) as Record<
  RowError,
  string
>;
const words = { header: ["Ligne", "Colonne", "Motif"], reasons } as const;

test("the file of rejected rows reads back as line, column and reason", () => {
  const csv = rejectedCsv(
    [
      { line: 7, column: "date;jour", code: "bad_date" },
      { line: 9, column: null, code: "ragged_row" },
    ],
    words,
  );
  const { data } = Papa.parse<string[]>(csv.slice(1).trimEnd(), { delimiter: ";" });
  expect(csv.startsWith("\ufeff")).toBe(true);
  expect(data).toEqual([
    ["Ligne", "Colonne", "Motif"],
    ["7", "date;jour", reasons.bad_date],
    ["9", "", reasons.ragged_row],
  ]);
});

test("a column whose name begins like a formula is not one for a spreadsheet", () => {
  const csv = rejectedCsv([{ line: 2, column: "=HYPERLINK(1)", code: "bad_date" }], words);
  expect(csv).toContain("'=HYPERLINK");
});

test("all rejected rows are counted, however few are shown", () => {
  const rejected = Array.from({ length: 1000 }, (_, line) => ({
    line,
    column: null,
    code: line % 4 === 0 ? ("bad_date" as const) : ("bad_count" as const),
  }));
  const { total, byCode, first } = rejectedRowsOf(rejected);
  expect([total, byCode.bad_date, byCode.bad_count]).toEqual([1000, 250, 750]);
  expect(first).toEqual(rejected.slice(0, first.length));
});
