import { expect, test } from "vitest";
import type { Chance } from "../../../src/domain/chance.ts";
import type { Cell } from "../../../src/domain/grid.ts";
import type { Reason } from "../../../src/domain/priority.ts";
import { rankCells } from "../../../src/domain/ranking.ts";
import type { ServiceDate, Slot } from "../../../src/domain/slot.ts";
import type { MemoryFacts, WorkingMemory } from "../../../src/domain/working-memory.ts";

const MIDDLE = 28893760 as Cell;
const cellAt = (north: number, east: number) => (MIDDLE + north * 10_000 + east) as Cell;

function facts(cell: Cell, chance: Chance, fields: Partial<MemoryFacts> = {}): MemoryFacts {
  return {
    ...{ cell, chance, slot: "evening" as Slot, addition: 0, daysSinceVisit: null, targetDays: 14 },
    ...{ alertDueInDays: null, weeksSinceEviction: null },
    ...fields,
  };
}

const memory = (sector: string, all: readonly MemoryFacts[]): WorkingMemory => ({
  ...{ sector, from: "2026-06-01" as ServiceDate, until: "2026-06-14" as ServiceDate },
  ...{ openingsLeft: 3, explore: 0.15, fallback: false, facts: all },
});

const reasonsOf = (all: readonly MemoryFacts[], cell: Cell): readonly Reason[] | undefined =>
  rankCells([memory("a", all)]).find((one) => one.facts.cell === cell && one.facts.slot === "evening")
    ?.priority.reasons;

test("the ranking goes from the highest score down, equal ones by their cell, and keeps every cell and slot", () => {
  const all = [
    facts(cellAt(0, 2), "possible"),
    facts(cellAt(0, 1), "possible"),
    facts(cellAt(0, 3), "unlikely", { alertDueInDays: 0 }),
    facts(cellAt(0, 4), "very_likely", { daysSinceVisit: 0 }),
  ];
  const ranked = rankCells([memory("a", all)]);
  expect(ranked.map(({ facts: { cell } }) => cell)).toEqual([3, 1, 2, 4].map((east) => cellAt(0, east)));
  expect(ranked.map(({ state }) => state)).toEqual(["alert", "never", "never", "visited"]);
});

test("neighbours where meeting someone is likely are counted, in the same slot and of all opened sectors", () => {
  const around = [
    facts(cellAt(1, 1), "likely"),
    facts(cellAt(-1, 0), "very_likely"),
    facts(cellAt(0, 1), "possible"),
    facts(cellAt(0, -1), "likely", { slot: "night" }),
    facts(cellAt(0, 2), "very_likely"),
  ];
  const middle = facts(MIDDLE, "possible");
  expect(reasonsOf([middle, ...around], MIDDLE)).toContainEqual({ kind: "active_neighbours", cells: 2 });
  const other = memory("b", [facts(cellAt(1, 0), "likely")]);
  const ranked = rankCells([memory("a", [middle, ...around]), other]);
  const found = ranked.find(({ facts: { cell } }) => cell === MIDDLE);
  expect(found?.priority.reasons).toContainEqual({ kind: "active_neighbours", cells: 3 });
  expect(ranked.filter(({ sector }) => sector === "b")).toHaveLength(1);
});

test("a cell is not its own neighbour", () => {
  expect(reasonsOf([facts(MIDDLE, "very_likely")], MIDDLE)?.map(({ kind }) => kind)).not.toContain(
    "active_neighbours",
  );
});

test("cells of another row are no neighbours, though their numbers may be next to each other", () => {
  const edge = 28890000 as Cell;
  const all = [facts(edge, "possible"), facts((edge - 1) as Cell, "very_likely")];
  expect(reasonsOf(all, edge)?.map(({ kind }) => kind)).not.toContain("active_neighbours");
});
