import { randomFrom } from "../../src/domain/random.ts";
import type { Database, Query } from "../../supabase/local/database/database.ts";
import { makeOrganisation } from "../local/harness/organisation.ts";

const FROM = "2025-06-30";
const WINDOWS = 4;
const SIDE_KM = 240;
const WEST_KM = 3600;
const SOUTH_KM = 2800;
/** Threshold of the partition: educator k0 + D contributions in 4 weeks. */
const THRESHOLD = 10;
const LEAD_BOUNDS = [15, 25, 40, 60, 100];

/** A season of many leaves, published. */
export interface ManyLeaves {
  readonly lead: string;
  readonly today: string;
  readonly season: number;
  readonly windows: readonly string[];
}

interface Square {
  readonly square: number;
  readonly sizeKm: number;
  readonly count: number;
}

/**
 * Makes a season of at least `leaves` leaves by the product's own way of splitting squares, over an invented
 * country with many towns, and four published windows of classes.
 */
export async function makeManyLeaves(db: Database, leaves: number): Promise<ManyLeaves> {
  const organisation = await makeOrganisation(db, { members: { lead: 1 } });
  const counts = cellCounts();
  return db.transaction({}, null, async (query) => {
    const season = await insertSeason(query, organisation.id);
    let scale = 0.5;
    let made = 0;
    // Busier and busier, until the squares split finely enough.
    for (; made < leaves; scale *= 1.1) made = await countLeaves(query, squaresOf(counts, scale));
    await query(
      `select release.add_leaves($5, array_agg(s.leaf), array_agg(s.square), array_agg(s.size_km)) ${SPLIT}`,
      [...columns(squaresOf(counts, scale / 1.1)), season],
    );
    const windows = await insertWindows(query, organisation.id, season);
    await publishClasses(query, season, windows, squaresOf(counts, scale / 1.1));
    return {
      lead: organisation.account("lead"),
      today: "2026-07-20",
      season,
      windows: windows.map(({ on }) => on),
    };
  });
}

/** Contributions a cell has in 4 weeks: towns of the reference simulation's kind (privacy.md), and a background. */
function cellCounts(): Map<number, number> {
  const random = randomFrom("many leaves");
  const towns = Array.from({ length: 420 }, () => ({
    ...{ e: random.next() * SIDE_KM, n: random.next() * SIDE_KM, width: 1 + 5 * random.next() },
    height: 0.5 + 20 * random.next() ** 2,
  }));
  const counts = new Map<number, number>();
  for (let n = 0; n < SIDE_KM; n++) {
    for (let e = 0; e < SIDE_KM; e++) {
      const mean = towns.reduce(
        (sum, town) =>
          sum + town.height * Math.exp(-((town.e - e) ** 2 + (town.n - n) ** 2) / (2 * town.width ** 2)),
        0.2,
      );
      counts.set((SOUTH_KM + n) * 10_000 + WEST_KM + e, mean * (0.5 + random.next()));
    }
  }
  return counts;
}

function squaresOf(counts: ReadonlyMap<number, number>, scale: number): Square[] {
  return [1, 2, 4, 8].flatMap((sizeKm) => {
    const sums = new Map<number, number>();
    for (const [cell, count] of counts) {
      const north = Math.floor(cell / 10_000 / sizeKm) * sizeKm;
      const square = north * 10_000 + Math.floor((cell % 10_000) / sizeKm) * sizeKm;
      sums.set(square, (sums.get(square) ?? 0) + count * scale);
    }
    return [...sums].map(([square, count]) => ({ square, sizeKm, count: Math.round(count) }));
  });
}

const SPLIT = `from release.split_squares($1::text::integer[], $2::text::integer[], $3::text::bigint[],
  array_fill(1, array[cardinality($1::text::integer[])]), $4) s`;

function columns(squares: readonly Square[]): unknown[] {
  const column = (values: readonly number[]) => `{${values.join(",")}}`;
  return [
    column(squares.map(({ square }) => square)),
    column(squares.map(({ sizeKm }) => sizeKm)),
    column(squares.map(({ count }) => count)),
    THRESHOLD,
  ];
}

async function countLeaves(query: Query, squares: readonly Square[]): Promise<number> {
  const { rows } = await query(`select count(distinct s.leaf) as leaves ${SPLIT}`, columns(squares));
  return Number(rows[0]?.["leaves"]);
}

async function insertSeason(query: Query, organisation: string): Promise<number> {
  const { rows } = await query(
    `insert into release.season (organisation_id, policy_id, starts_on, ends_on, learned, drawn_at)
     select $1, p.id, $2::date, $2::date + 363, true, now() from release.policy p where p.organisation_id = $1
     returning id`,
    [organisation, FROM],
  );
  return Number(rows[0]?.["id"]);
}

async function insertWindows(query: Query, organisation: string, season: number) {
  const { rows } = await query(
    `insert into release.window (organisation_id, season_id, policy_id, tier, starts_on, ends_on, published_at)
     select $1, s.id, s.policy_id, 'lead', s.starts_on + n * 91, s.starts_on + n * 91 + 90, now()
     from release.season s cross join generate_series(0, ${WINDOWS - 1}) n where s.id = $2
     returning id, starts_on as on`,
    [organisation, season],
  );
  return rows.map((row) => ({ id: Number(row["id"]), on: String(row["on"]) }));
}

/** Classes as a window of 13 weeks would have them: 13 / 4 of the 4 weeks' count of a leaf, and chance. */
async function publishClasses(
  query: Query,
  season: number,
  windows: readonly { id: number }[],
  squares: readonly Square[],
): Promise<void> {
  const { rows } = await query(
    "select leaf_id, square, size_km from release.leaf_square where season_id = $1",
    [season],
  );
  const counts = new Map(squares.map(({ square, sizeKm, count }) => [`${square}/${sizeKm}`, count]));
  const perLeaf = new Map<number, number>();
  for (const row of rows) {
    const leaf = Number(row["leaf_id"]);
    perLeaf.set(leaf, (perLeaf.get(leaf) ?? 0) + (counts.get(`${row["square"]}/${row["size_km"]}`) ?? 0));
  }
  const random = randomFrom("classes");
  for (const { id } of windows) {
    const shown = [...perLeaf].map(([leaf, count]) => ({
      leaf,
      seen: classOf(spread(random.next(), count * 3.25)),
    }));
    const kept = shown.filter(({ seen }) => seen > 0);
    await query(
      `insert into release.cell (window_id, breakdown, category, leaf_id, class)
       select $1, 'total', 'all', c.leaf, c.class from unnest($2::text::integer[], $3::text::smallint[]) c (leaf, class)`,
      [id, `{${kept.map(({ leaf }) => leaf).join(",")}}`, `{${kept.map(({ seen }) => seen).join(",")}}`],
    );
  }
}

function spread(draw: number, mean: number): number {
  return mean + (draw - 0.5) * 3.5 * Math.sqrt(mean);
}

function classOf(count: number): number {
  return LEAD_BOUNDS.filter((bound) => count >= bound).length;
}
