import type { Cell, SizeKm } from "../../../src/domain/grid.ts";
import { indexLeaves, type LeafIndex } from "../../../src/domain/leaf-index.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";

/** A quarter's total as it is stored, hidden values too, in the order of its leaves. */
export interface StoredQuarter {
  readonly season: number;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly index: LeafIndex;
  readonly values: readonly number[];
  readonly minutes: readonly number[];
}

/** Every research quarter of a database that holds one organisation, oldest first. */
export async function storedQuarters(db: Database): Promise<StoredQuarter[]> {
  const squares = await owned(
    db,
    "select season_id, leaf_id, square, size_km from release.research_square order by square",
  );
  const rows = await owned(
    db,
    `select w.season_id, w.starts_on::text, w.ends_on::text, v.leaf_id, v.value, coalesce(e.visits, 0) * 25 as minutes
     from release.window w
     join release.research_value v on v.window_id = w.id and v.breakdown = 'total'
     left join release.research_effort e on e.window_id = w.id and e.leaf_id = v.leaf_id
     where w.layer = 'research' order by w.starts_on, v.leaf_id`,
  );
  const days = [...new Set(rows.map((row) => String(row["starts_on"])))];
  return days.map((startsOn) => {
    const own = rows.filter((row) => row["starts_on"] === startsOn);
    const season = Number(own[0]?.["season_id"]);
    const numbers = (column: string) => own.map((row) => Number(row[column]));
    const parts = squares
      .filter((row) => Number(row["season_id"]) === season)
      .map((row) => ({
        leaf: Number(row["leaf_id"]),
        square: Number(row["square"]) as Cell,
        sizeKm: Number(row["size_km"]) as SizeKm,
      }));
    return {
      ...{ season, startsOn, endsOn: String(own[0]?.["ends_on"]) },
      index: indexLeaves({ ids: Int32Array.from(numbers("leaf_id")), squares: parts }),
      ...{ values: numbers("value"), minutes: numbers("minutes") },
    };
  });
}
