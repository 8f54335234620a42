import { expect, test } from "vitest";
import { heat } from "../../../src/data/heat.ts";
import { leaves } from "../../../src/data/leaves.ts";
import { indexLeaves } from "../../../src/domain/leaf-index.ts";
import { heatColours } from "../../../src/features/heatmap/heat-colours.ts";
import { leafRows, totalOf } from "../../../src/features/heatmap/leaf-rows.ts";
import { PALETTES, rgbOf } from "../../../src/map/heat-palette.ts";
import { heatAnswer, leavesAnswer, windowsAnswer } from "../../fixtures/heat-answers.ts";

const index = indexLeaves(leaves(leavesAnswer(2)));
const starts = windowsAnswer("lead").windows.map((each) => each.starts_on);
const at = (from: number, to = from) => heat(heatAnswer("lead", starts.at(from) ?? "", starts.at(to) ?? ""));
const rows = leafRows(index, at(-1));
const bytesAt = (bytes: Uint8Array, row: number) => [...bytes.subarray(4 * row, 4 * row + 4)];

test("the table and the map have one row per leaf of the season, in the index's order", () => {
  expect(rows.map((row) => row.leaf.id)).toEqual(index.leaves.map((leaf) => leaf.id));
});

test("a leaf that the answer lacks is not published, never zero", () => {
  const fewer = leafRows(index, { ...at(-1), leaves: [] });
  expect(fewer.every((row) => row.heatClass === 0 && row.atLeast === 0)).toBe(true);
  expect(totalOf(fewer)).toEqual({ shown: 0, atLeast: 0 });
});

test("a territory's figure is the sum of the lower bounds of shown leaves and nothing else", () => {
  const { shown, atLeast } = totalOf(rows);
  expect(shown).toBe(rows.filter((row) => row.heatClass > 0).length);
  expect(atLeast).toBe(rows.reduce((sum, row) => sum + row.atLeast, 0));
});

test("a leaf shown in one window of a range is counted even when its mean lies below the first class", () => {
  const [first] = at(-1).leaves;
  if (!first) throw new Error("a leaf is expected");
  const rare = leafRows(index, { ...at(-1), windows: 4, leaves: [{ ...first, heatClass: 0, atLeast: 15 }] });
  expect(totalOf(rare)).toEqual({ shown: 1, atLeast: 15 });
});

test.each(["light", "dark", "nuit"] as const)(
  "%s: a leaf is either in its class's colour or hatched, never both",
  (name) => {
    const palette = PALETTES[name];
    const { fill, hatch } = heatColours(rows, palette);
    rows.forEach(({ heatClass }, row) => {
      const expected = heatClass === 0 ? palette.hidden : (palette.classes[heatClass - 1] ?? "");
      expect(bytesAt(fill, row).slice(0, 3)).toEqual([...rgbOf(expected)]);
      expect((bytesAt(hatch, row)[3] ?? 0) > 0).toBe(heatClass === 0);
    });
  },
);

test("compared periods are coloured by change, and what only one of them publishes is dotted", () => {
  const compared = leafRows(index, at(-1), at(-2));
  const { fill, hatch, dots } = heatColours(compared, PALETTES.light);
  const kinds = new Set(compared.map((row) => row.before?.change.kind));
  expect(kinds).toEqual(new Set(["step", "one_side", "hidden"]));
  compared.forEach((row, leaf) => {
    const kind = row.before?.change.kind;
    expect((bytesAt(dots, leaf)[3] ?? 0) > 0).toBe(kind === "one_side");
    expect((bytesAt(hatch, leaf)[3] ?? 0) > 0).toBe(kind === "hidden");
    expect((bytesAt(fill, leaf)[3] ?? 0) > 100).toBe(kind === "step");
  });
});

test("the same answer gives the same colours: nothing depends on the time or the zoom", () => {
  expect(heatColours(rows, PALETTES.dark)).toEqual(heatColours(leafRows(index, at(-1)), PALETTES.dark));
});
