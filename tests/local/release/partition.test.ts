import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellsOf, coarsen, type SizeKm } from "../../../src/domain/grid.ts";
import { type CountedSquare, type Leaf, splitOf, squareKey } from "../../../src/reference/partition.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

const ROOTS = [28883760, 28883768, 28963760] as Cell[];
const THRESHOLD = 520;

function sorted(leaves: readonly Leaf[]): string[] {
  return leaves
    .map((leaf) =>
      leaf
        .map(([square, size]) => squareKey(square, size))
        .sort()
        .join(" "),
    )
    .sort();
}

function grouped(rows: readonly Record<string, unknown>[]): Leaf[] {
  const leaves = new Map<number, (readonly [number, number])[]>();
  for (const row of rows) {
    const leaf = Number(row["leaf"]);
    leaves.set(leaf, [...(leaves.get(leaf) ?? []), [Number(row["square"]), Number(row["size_km"])]]);
  }
  return [...leaves.values()];
}

/** Every 1 km cell of the roots lies in exactly one square. */
function expectTiling(leaves: readonly Leaf[], roots: readonly Cell[]): void {
  const cells = leaves.flatMap((leaf) =>
    leaf.flatMap(([square, size]) => {
      expect(coarsen(square as Cell, size as SizeKm)).toBe(square);
      return cellsOf(square as Cell, size as SizeKm);
    }),
  );
  const wanted = roots.flatMap((root) => cellsOf(root, 8));
  expect(cells.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b));
}

const squaresOfRoots = ([1, 2, 4, 8] as const).flatMap((sizeKm) =>
  [...new Set(ROOTS.flatMap((root) => cellsOf(root, 8)).map((cell) => coarsen(cell, sizeKm)))].map(
    (square) => ({ square, sizeKm }),
  ),
);

// Counts of any sign on both sides of the threshold and on it: noise makes parents differ from their children's sum.
// Small ones make pools that are brought down several levels.
const count = fc.oneof(
  fc.integer({ min: -200, max: 1500 }),
  fc.integer({ min: -50, max: 200 }),
  fc.constantFrom(THRESHOLD - 1, THRESHOLD, 0, 260),
);
const counts = fc.array(count, { minLength: squaresOfRoots.length, maxLength: squaresOfRoots.length });
const finest = fc.array(fc.constantFrom(1, 1, 1, 1, 2, 4, 8), {
  minLength: squaresOfRoots.length,
  maxLength: squaresOfRoots.length,
});

async function split(db: Database, squares: readonly CountedSquare[]): Promise<Leaf[]> {
  const rows = await owned(
    db,
    "select * from release.split_squares($1::integer[], $2::integer[], $3::bigint[], $4::integer[], $5)",
    [
      squares.map((each) => each.square),
      squares.map((each) => each.sizeKm),
      squares.map((each) => each.count),
      squares.map((each) => each.finest),
      THRESHOLD,
    ],
  );
  return grouped(rows);
}

function inOrder(leaf: string): string {
  return leaf.split(" ").sort().join(" ");
}

/** What becomes of a square of 8 km with these children; all else is met nowhere. */
async function leavesWith(db: Database, counted: Readonly<Record<string, number>>): Promise<string[]> {
  const root = ROOTS[0] ?? (0 as Cell);
  const squares = squaresOfRoots
    .filter(({ square }) => coarsen(square, 8) === root)
    .map((each) => ({ ...each, count: counted[squareKey(each.square, each.sizeKm)] ?? 0, finest: 1 }));
  return sorted(await split(db, squares));
}

eachDatabase("partition", (db) => {
  test("a pool that is too small joins the smallest part, and where that is split again, its smallest part", async () => {
    const hot = { "28883760/4": 2000, "28883760/2": 700, "28903760/2": 900 };
    const pool = "28883764/4 28923760/4 28923764/4";
    // The two other quarters of the hot square are too few as well, even with what is brought to them.
    expect(await leavesWith(db(), hot)).toEqual(
      [`28883760/2 28883762/2 ${pool} 28903762/2`, "28903760/2"].map(inOrder),
    );
    // Together they are enough for a part of their own.
    expect(await leavesWith(db(), { ...hot, "28883762/2": 300, "28883764/4": 250 })).toEqual(
      ["28883760/2", `28883762/2 ${pool} 28903762/2`, "28903760/2"].map(inOrder),
    );
  });

  test("learned leaves tile the territory, are those of the rule, and are never finer than allowed", async () => {
    await fc.assert(
      fc.asyncProperty(counts, finest, async (drawnCounts, drawnFinest) => {
        const squares = squaresOfRoots.map((each, at) => ({
          ...each,
          count: drawnCounts[at] ?? 0,
          finest: drawnFinest[at] ?? 1,
        }));
        const known = new Map(squares.map((each) => [squareKey(each.square, each.sizeKm), each]));
        const leaves = await split(db(), squares);
        expectTiling(leaves, ROOTS);
        const roots = squares.filter((each) => each.sizeKm === 8);
        expect(sorted(leaves)).toEqual(sorted(roots.flatMap((root) => splitOf(root, known, THRESHOLD))));
      }),
      { numRuns: 60 },
    );
  });

  test("fixed leaves tile the territory, hold the wished squares, and leave the rest of an 8 km square whole", async () => {
    const wish = fc.record({
      at: fc.integer({ min: 0, max: 64 * 3 - 1 }),
      km: fc.constantFrom(2, 2, 2, 4, 8),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(wish, { maxLength: 40 }), async (wishes) => {
        const all = ROOTS.flatMap((root) => cellsOf(root, 8));
        const cells = wishes.map((each) => all[each.at] as Cell);
        const rows = await owned(
          db(),
          "select * from release.fixed_squares($1::integer[], $2::integer[], $3::integer[])",
          [ROOTS, cells, wishes.map((each) => each.km)],
        );
        const leaves = grouped(rows);
        expectTiling(leaves, ROOTS);
        for (const [nth, cell] of cells.entries()) {
          const leaf = leaves.find((one) =>
            one.some(([square, size]) => coarsen(cell, size as SizeKm) === square),
          );
          // A wished cell lies in a leaf of one square, of its size or of a larger wish.
          expect(leaf).toHaveLength(1);
          expect(leaf?.[0]?.[1]).toBeGreaterThanOrEqual(wishes[nth]?.km ?? 0);
        }
        for (const root of ROOTS) {
          const rest = leaves.filter((leaf) => {
            const inside = leaf.every(([square]) => coarsen(square as Cell, 8) === root);
            return inside && !cells.some((cell) => leaf.some(([s, km]) => coarsen(cell, km as SizeKm) === s));
          });
          expect(rest.length).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("the territory is the 8 km squares that planned cells touch and one ring, within the grid", async () => {
    const rows = await owned(db(), "select release.territory($1::integer[]) as square order by 1", [
      [0, 28893760],
    ]);
    const around = (east: number, north: number) =>
      [-8, 0, 8].flatMap((dn) => [-8, 0, 8].map((de) => (north + dn) * 10_000 + east + de));
    const corner = [0, 8, 80_000, 80_008];
    expect(rows.map((row) => row["square"])).toEqual([...corner, ...around(3760, 2888)]);
  });
});
