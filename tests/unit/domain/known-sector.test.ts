import { expect, test } from "vitest";
import { type Cell, coarsen } from "../../../src/domain/grid.ts";
import { closedSector } from "../../../src/domain/known-sector.ts";
import { rankCells } from "../../../src/domain/ranking.ts";

const [HERE, BESIDE, FAR] = [28_893_760, 28_893_761, 28_993_860] as Cell[];
const covered = (cell: Cell | undefined, days: number | null) => ({
  ...{ cell: cell ?? (0 as Cell), slot: "evening" as const, days, targetDays: 14 },
});
const sector = { id: "s", cells: [HERE, BESIDE] as Cell[], explore: 0.15 };

test("a closed sector holds its own cells, and no chance and no alert of any", () => {
  const { facts } = closedSector(
    sector,
    [covered(HERE, 3), covered(BESIDE, null), covered(FAR, 9)],
    new Map(),
  );
  expect(facts.map(({ cell }) => cell)).toEqual([HERE, BESIDE]);
  for (const { chance, alertDueInDays, addition } of facts)
    expect([chance, alertDueInDays, addition]).toEqual([null, null, 0]);
});

test("a follow-up district is told whole, and its cells rank higher", () => {
  const district = coarsen(HERE ?? (0 as Cell), 8);
  const followed = closedSector(sector, [covered(HERE, 3)], new Map([[district, 2]]));
  const plain = closedSector(sector, [covered(HERE, 3)], new Map());
  expect(followed.facts[0]?.weeksSinceEviction).toBe(2);
  const score = (one: typeof plain) => rankCells([one])[0]?.priority.score ?? 0;
  expect(score(followed)).toBeGreaterThan(score(plain));
});

test("the released class stands in for the chance: of two cells alike, the one in a shown leaf comes first", () => {
  const known = closedSector(sector, [covered(HERE, 30), covered(BESIDE, 30)], new Map());
  const [first, second] = rankCells([known], new Map([[BESIDE ?? (0 as Cell), 4]]));
  expect([first?.facts.cell, second?.facts.cell]).toEqual([BESIDE, HERE]);
  expect(first?.priority.reasons.map(({ kind }) => kind)).toContain("heat");
  expect(second?.priority.reasons.map(({ kind }) => kind)).not.toContain("heat");
});
