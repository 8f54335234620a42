import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellOfParts, cellsOf, coarsen, partsOf, SIZES_KM } from "../../../src/domain/grid.ts";
import { owned, refusal } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

const cell = fc
  .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 9999 }))
  .map(([eKm, nKm]) => cellOfParts(eKm, nKm) as Cell);
const sizeKm = fc.constantFrom(...SIZES_KM);

eachDatabase("the grid in SQL", (db) => {
  /** One column of answers to many pairs at once, in their order. */
  async function ask(sql: string, pairs: readonly (readonly [number, number])[]): Promise<unknown[]> {
    const rows = await owned(
      db(),
      `select ${sql} as answer from jsonb_array_elements($1::jsonb) with ordinality as given (pair, nth),
         lateral (select (pair ->> 0)::integer as cell, (pair ->> 1)::integer as size_km) g order by nth`,
      [JSON.stringify(pairs)],
    );
    return rows.map((row) => row["answer"]);
  }

  test("the square of a cell is the one that the page computes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, sizeKm), { minLength: 200, maxLength: 400 }),
        async (pairs) => {
          const answers = await ask("grid.square_of(g.cell, g.size_km)", pairs);
          expect(answers).toEqual(pairs.map(([one, size]) => coarsen(one, size)));
        },
      ),
      { numRuns: 5 },
    );
  });

  test("squares nest: the square of a square is the square of its cells", async () => {
    const pairs = fc.sample(fc.tuple(cell, sizeKm), 500);
    for (const inner of SIZES_KM) {
      const larger = pairs.filter(([, size]) => size >= inner);
      const stepwise = await ask(`grid.square_of(grid.square_of(g.cell, ${inner}), g.size_km)`, larger);
      expect(stepwise).toEqual(await ask("grid.square_of(g.cell, g.size_km)", larger));
    }
  });

  test("the cells of a square are the page's, in the same order, and each lies in it", async () => {
    const pairs = fc
      .sample(fc.tuple(cell, sizeKm), 60)
      .map(([one, size]) => [coarsen(one, size), size] as const);
    const answers = await ask(
      "(select jsonb_agg(c order by n)::text from grid.cells_of(g.cell, g.size_km) with ordinality as k (c, n))",
      pairs,
    );
    for (const [at, [square, size]] of pairs.entries()) {
      const cells = JSON.parse(String(answers[at])) as Cell[];
      expect(cells).toEqual(cellsOf(square, size));
      expect(cells.every((one) => coarsen(one, size) === square)).toBe(true);
      expect(partsOf(square).eKm % size).toBe(0);
    }
  });

  test("nothing is nothing", async () => {
    const [row] = await owned(
      db(),
      "select grid.square_of(null, 2) as square, grid.square_of(1, null) as size",
    );
    expect(row).toEqual({ square: null, size: null });
  });

  test("a million cells cost no call each: the planner writes the arithmetic into the query", async () => {
    const rows = await owned(
      db(),
      "explain (verbose, costs off) select grid.square_of(c, 2) from generate_series(0, 10) c",
    );
    expect(JSON.stringify(rows)).not.toContain("square_of");
  });

  test("a grid is made once for each CRS and offset, and keeps the words of its CRS", async () => {
    const ensure = async (...args: readonly number[]) => {
      const [row] = await owned(db(), `select grid.ensure(${args.join(", ")}) as id`);
      return row?.["id"];
    };
    const [first, again, moved] = [
      await ensure(5070, 3000, 0),
      await ensure(5070, 3000, 0),
      await ensure(5070, 3001, 0),
    ];
    expect(again).toBe(first);
    expect(moved).not.toBe(first);
    const [row] = await owned(
      db(),
      "select srid, offset_e_km, offset_n_km, proj4 from grid.definition where id = $1",
      [first],
    );
    expect(row).toMatchObject({ srid: 5070, offset_e_km: 3000, offset_n_km: 0 });
    expect(row?.["proj4"]).toContain("+proj=aea");
  });

  test.each([
    ["degrees", 4326],
    ["US feet", 2230],
    ["metres from the centre of the earth", 4978],
    ["nothing known", 999_998],
  ])("a CRS in %s is refused", async (_, srid) => {
    expect(await refusal(owned(db(), `select grid.ensure(${srid})`))).toBe("RP001");
  });

  test("an offset of 10,000 km is refused", async () => {
    expect(await refusal(owned(db(), "select grid.ensure(3035, 10000, 0)"))).toBe("RP001");
  });
});
