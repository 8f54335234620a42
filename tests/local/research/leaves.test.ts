import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cell, cellsOf, coarsen, type SizeKm } from "../../../src/domain/grid.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { CELL, meet, publishQuarter, withTerritory } from "./quarters.ts";

type Leaf = { readonly leaf: number; readonly square: Cell; readonly km: SizeKm };

const rowsOf = (rows: readonly Record<string, unknown>[]): Leaf[] =>
  rows.map((row) => ({
    leaf: Number(row["leaf"]),
    square: Number(row["square"]) as Cell,
    km: Number(row["size_km"]) as SizeKm,
  }));

/** A partition of two 8 km squares by the rule of learned seasons, from random counts. */
async function learned(db: Database, counts: readonly number[]): Promise<Leaf[]> {
  const roots = [CELL, CELL + 8] as Cell[];
  const squares = ([1, 2, 4, 8] as const).flatMap((km) =>
    [...new Set(roots.flatMap((root) => cellsOf(root, 8)).map((cell) => coarsen(cell, km)))].map(
      (square) => ({
        square,
        km,
      }),
    ),
  );
  const rows = await owned(
    db,
    "select * from release.split_squares($1::integer[], $2::integer[], $3::bigint[], $4::integer[], 520)",
    [
      squares.map(({ square }) => square),
      squares.map(({ km }) => km),
      // Squares of one size take their turn in the random counts; larger ones are busier, as nested ones are.
      squares.map(({ km }, at) => (counts[at % counts.length] ?? 0) * km),
      squares.map(() => 1),
    ],
  );
  return rowsOf(rows);
}

/** A fixed partition of an 8 km square, with wishes for 2 or 4 km here and there. */
async function fixed(db: Database, wishes: readonly number[]): Promise<Leaf[]> {
  const cells = wishes.map((at) => CELL + (at % 8) + Math.floor((at % 64) / 8) * 10_000);
  const rows = await owned(
    db,
    "select * from release.fixed_squares($1::integer[], $2::integer[], $3::integer[])",
    [[CELL, CELL + 8], cells, wishes.map((at) => (at % 3 === 0 ? 4 : 2))],
  );
  return rowsOf(rows);
}

async function research(db: Database, staff: readonly Leaf[], finest: number): Promise<Leaf[]> {
  const rows = await owned(
    db,
    "select * from release.research_squares($1::integer[], $2::integer[], $3::smallint[], $4)",
    [staff.map(({ leaf }) => leaf), staff.map(({ square }) => square), staff.map(({ km }) => km), finest],
  );
  return rowsOf(rows);
}

const cellsIn = (leaves: readonly Leaf[]) =>
  leaves.flatMap(({ square, km }) => cellsOf(square, km)).sort((a, b) => a - b);

/** Research leaves tile what staff leaves tile, are never finer than allowed, and cut no staff leaf. */
function expectCoarser(staff: readonly Leaf[], coarse: readonly Leaf[], finest: number): void {
  expect(cellsIn(coarse)).toEqual(cellsIn(staff));
  expect(new Set(coarse.map(({ km }) => km >= finest))).toEqual(new Set([true]));
  const owner = ownersOf(coarse);
  const joined = new Map<number, Set<number | undefined>>();
  for (const [cell, leaf] of ownersOf(staff)) {
    joined.set(leaf, (joined.get(leaf) ?? new Set()).add(owner.get(cell)));
  }
  expect([...joined.values()].every((leaves) => leaves.size === 1)).toBe(true);
  // No coarser than it has to be: a staff leaf without a square too fine, and without one that shares such a square's
  // coarse square, stays alone.
  const fine = new Set(staff.filter(({ km }) => km < finest).map(({ leaf }) => leaf));
  const alone = staff.filter(({ leaf }) => !fine.has(leaf));
  const partners = new Map<number | undefined, Set<number>>();
  for (const [cell, leaf] of ownersOf(staff)) {
    const name = owner.get(cell);
    partners.set(name, (partners.get(name) ?? new Set()).add(leaf));
  }
  for (const { leaf, square } of alone) expect(partners.get(owner.get(square))).toEqual(new Set([leaf]));
}

const ownersOf = (leaves: readonly Leaf[]) =>
  new Map(leaves.flatMap(({ leaf, square, km }) => cellsOf(square, km).map((cell) => [cell, leaf] as const)));

eachDatabase("research leaves", (db) => {
  test("come from learned leaves: they tile the same cells at 2 or 4 km or more, and cut none of them", async () => {
    const counts = fc.array(fc.integer({ min: -50, max: 700 }), { minLength: 40, maxLength: 90 });
    await fc.assert(
      fc.asyncProperty(counts, fc.constantFrom(2, 4), async (drawn, finest) => {
        const staff = await learned(db(), drawn);
        expectCoarser(staff, await research(db(), staff, finest), finest);
      }),
      { numRuns: 40 },
    );
  });

  test("come from fixed leaves in the same way", async () => {
    const wishes = fc.array(fc.integer({ min: 0, max: 191 }), { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(wishes, fc.constantFrom(2, 4), async (drawn, finest) => {
        const staff = await fixed(db(), drawn);
        expectCoarser(staff, await research(db(), staff, finest), finest);
      }),
      { numRuns: 40 },
    );
  });

  test("are of 4 km in a season that learned nothing, and of 2 km once the noisy year before has 100 a week", async () => {
    const organisation = await withTerritory(db());
    const { season } = await publishQuarter(db(), organisation.id);
    const sizes = (of: number) =>
      owned(
        db(),
        "select distinct size_km as km from release.research_square where season_id = $1 order by 1",
        [of],
      );
    expect(await sizes(season)).toEqual([{ km: 4 }, { km: 8 }]);
    const kmOf = async (noisy: number) => {
      const [row] = await owned(
        db(),
        `with s as (
          insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
          select organisation_id, policy_id, starts_on + 364 + 7 * $2::integer, ends_on + 364 + 7 * $2, true, drawn_at
          from release.season where id = $1 returning id
        ), n as (
          insert into release.noisy_square select id, square, 8, noisy
          from s, (values (28883760, 5000::bigint), (28883768, $2::bigint - 5000)) v (square, noisy)
        ) select id from s`,
        [season, noisy],
      );
      const [km] = await owned(db(), "select release.research_km($1) as km", [row?.["id"]]);
      return km?.["km"];
    };
    expect(await kmOf(5199)).toBe(4);
    expect(await kmOf(5200)).toBe(2);
  });

  test("grow with the territory: squares that sectors add get leaves, and what was there stays", async () => {
    const organisation = await withTerritory(db());
    const { season } = await publishQuarter(db(), organisation.id);
    const squares = () =>
      owned(
        db(),
        "select square, size_km, leaf_id from release.research_square where season_id = $1 order by 1",
        [season],
      );
    const before = await squares();
    await owned(
      db(),
      `with s as (insert into org.sector (organisation_id, team_id, name) values ($1, $2, 'Secteur fictif') returning id)
       insert into org.sector_cell select id, $3 from s`,
      [organisation.id, organisation.team(), CELL + 40],
    );
    await meet(db(), organisation, [{ day: "2024-04-04" }]);
    await publishQuarter(db(), organisation.id, ["2024-04-01", "2024-06-30"]);
    const after = await squares();
    expect(after.length).toBeGreaterThan(before.length);
    expect(after).toEqual(expect.arrayContaining(before));
  });
});
