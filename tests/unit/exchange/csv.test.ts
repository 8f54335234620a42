import fc from "fast-check";
import { expect, test } from "vitest";
import { cutRows } from "../../../src/exchange/csv.ts";
import { delimiterOf } from "../../../src/exchange/delimiter.ts";
import { paceOf } from "../../../src/exchange/pace.ts";
import { DELIMITERS } from "../../../src/exchange/table.ts";

const cut = (text: string, delimiter: (typeof DELIMITERS)[number] = ",") =>
  cutRows(text, delimiter, paceOf());

/** Writes a table as RFC 4180 says, every cell quoted. */
function written(table: readonly (readonly string[])[], delimiter: string, lineEnd: string): string {
  return table
    .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter))
    .join(lineEnd);
}

const cells = fc.string({
  unit: fc.constantFrom("a", "é", '"', ",", ";", "\t", "|", "\n", "\r\n", " ", "0"),
  maxLength: 8,
});
const tables = fc
  .integer({ min: 1, max: 5 })
  .chain((width) =>
    fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

test("a quoted table of any contents comes back as it was, for every delimiter and line end", async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom(...DELIMITERS),
      fc.constantFrom("\n", "\r\n", "\r"),
      async (table, delimiter, end) => {
        const rows = await cut(written(table, delimiter, end), delimiter);
        expect(rows.map((row) => row.cells)).toEqual(table);
      },
    ),
  );
});

test("each row knows the physical line on which it starts", async () => {
  const rows = await cut('a,b\r\n"1\r\n2",3\r\n4,5');
  expect(rows.map(({ line, cells: found }) => [line, found])).toEqual([
    [1, ["a", "b"]],
    [2, ["1\r\n2", "3"]],
    [4, ["4", "5"]],
  ]);
});

test("a quote that never closes costs its own line and no other", async () => {
  const rows = await cut('a,b\n"open,1\nc,2\nd,3');
  expect(rows.map((row) => row.fault ?? row.cells)).toEqual([
    ["a", "b"],
    "unclosed_quote",
    ["c", "2"],
    ["d", "3"],
  ]);
});

test("a cell longer than a workbook's longest costs its own line and no other", async () => {
  const rows = await cut(`a,b\n${"x".repeat(40_000)},1\nc,2`);
  expect(rows.map((row) => row.fault ?? row.cells)).toEqual([["a", "b"], "too_long", ["c", "2"]]);
});

test("unquoted tables tell their delimiter whatever it is, with decimal commas in semicolon files", () => {
  const words = fc.stringMatching(/^[a-z]{1,6}$/);
  const numbers = fc.integer({ min: -9999, max: 9999 }).map((n) => (n / 100).toFixed(2));
  const row = fc.tuple(words, numbers, numbers, words);
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 2, maxLength: 20 }),
      fc.constantFrom(...DELIMITERS),
      (rows, delimiter) => {
        const mark = delimiter === "," ? "." : ",";
        const lines = rows.map((cellsOf) => cellsOf.map((cell) => cell.replace(".", mark)).join(delimiter));
        expect(delimiterOf([["un", "deux", "trois", "quatre"].join(delimiter), ...lines].join("\n"))).toBe(
          delimiter,
        );
      },
    ),
  );
});

test("separators inside quotes do not count", () => {
  expect(delimiterOf('a;b\n"x,y,z";1\n"u,v,w";2')).toBe(";");
});
