import { expect, test } from "vitest";
import type { Sector } from "../../../src/data/sectors.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import { cellChoices, LEFT_OUT, territoryChosen } from "../../../src/features/files/territory-choices.ts";

const [A, B, C] = [28893760, 28893761, 28903760] as unknown as readonly [Cell, Cell, Cell];
const WORDS = { leftOut: "Laisser de côté", elsewhere: "Hors secteurs" };
const nameOf = (cell: Cell) => `Place ${cell === A ? "z" : "a"}`;

function sector(name: string, cells: readonly Cell[]): Sector {
  const slot_days = { morning: null, afternoon: null, evening: null, night: null };
  return {
    id: name,
    name,
    team_id: "t",
    target_days: 14,
    min_leaf_km: 1,
    explore_percent: 15,
    slot_days,
    cells,
  };
}

test("a territory can be left aside or be any cell of the sectors, each cell once, by name", () => {
  const choices = cellChoices([sector("Nord", [A, B]), sector("Est", [B, C])], undefined, nameOf, WORDS);
  expect(choices).toEqual([
    { value: LEFT_OUT, label: "Laisser de côté" },
    {
      group: "Nord",
      items: [
        { value: String(B), label: "Place a · N2889 E3761" },
        { value: String(A), label: "Place z · N2889 E3760" },
      ],
    },
    { group: "Est", items: [{ value: String(C), label: "Place a · N2890 E3760" }] },
  ]);
});

test("a cell chosen on the map outside every sector stands in the list, so that it can be seen as chosen", () => {
  const choices = cellChoices([sector("Nord", [A])], C, nameOf, WORDS);
  expect(choices[1]).toMatchObject({ group: "Hors secteurs", items: [{ value: String(C) }] });
});

test("no choice, aside and a cell are three answers", () => {
  expect([null, LEFT_OUT, String(A)].map(territoryChosen)).toEqual([undefined, null, A]);
});
