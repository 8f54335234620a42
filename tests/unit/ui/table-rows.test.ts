import fc from "fast-check";
import { expect, test } from "vitest";
import { keyTarget } from "../../../src/ui/range-bars.tsx";
import { sortRows, toTsv } from "../../../src/ui/table-rows.ts";

interface Row {
  readonly name: string;
  readonly count: number;
}
const columns = [
  { key: "name", title: "Nom", value: (row: Row) => row.name },
  { key: "count", title: "Au moins", numeric: true, value: (row: Row) => row.count },
];
const rows = fc.array(fc.record({ name: fc.string(), count: fc.integer() }));

test("sorting keeps every row, puts them in order, and turns around", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const up = sortRows(given, columns, { key: "count", down: false });
      const down = sortRows(given, columns, { key: "count", down: true });
      expect(new Set(up)).toEqual(new Set(given));
      expect(up.map((row) => row.count)).toEqual(given.map((row) => row.count).toSorted((a, b) => a - b));
      expect(down.map((row) => row.count)).toEqual(up.map((row) => row.count).toReversed());
    }),
  );
});

test("names sort as people do: accents and case aside, numbers by size", () => {
  const names = ["Évry", "Paris 18e", "ermont", "Paris 2e"].map((name) => ({ name, count: 0 }));
  const sorted = sortRows(names, columns, { key: "name", down: false });
  expect(sorted.map((row) => row.name)).toEqual(["ermont", "Évry", "Paris 2e", "Paris 18e"]);
});

test("a column that does not exist leaves the order as it was", () => {
  const given = [
    { name: "b", count: 1 },
    { name: "a", count: 2 },
  ];
  expect(sortRows(given, columns, { key: "?", down: true })).toEqual(given);
});

test("a copied table has a line per row and a field per column, whatever the text", () => {
  fc.assert(
    fc.property(rows, (given) => {
      const lines = toTsv(given, columns).split("\n");
      expect(lines).toHaveLength(given.length + 2);
      for (const line of lines.slice(0, -1)) expect(line.split("\t")).toHaveLength(2);
    }),
  );
});

test("text that a spreadsheet would run as a formula is not pasted as one; negative numbers stay numbers", () => {
  const copied = toTsv([{ name: "=HYPERLINK(1)", count: -2 }], columns);
  expect(copied).toBe("Nom\tAu moins\n'=HYPERLINK(1)\t-2\n");
});

test("keys of a slider never leave the track", () => {
  const keys = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"];
  fc.assert(
    fc.property(fc.constantFrom(...keys), fc.nat(20), fc.nat(20), (key, a, b) => {
      const to = keyTarget(key, Math.min(a, b), Math.max(a, b));
      expect(to).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(Math.max(a, b));
    }),
  );
  expect(keyTarget("Tab", 1, 3)).toBeUndefined();
});

test("what must not leave the page is not copied, nor are buttons", () => {
  const shown = [
    { key: "name", title: "Nom", value: (row: Row) => row.name },
    { key: "chance", title: "Chance", value: (row: Row) => `secret ${row.count}`, secret: true },
    { key: "add", title: "Ajouter", value: () => "bouton", action: true },
  ];
  expect(toTsv([{ name: "Ici", count: 3 }], shown)).toBe("Nom\nIci\n");
});
