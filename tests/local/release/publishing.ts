import type { Database } from "../../../supabase/local/database/database.ts";
import { SECRET } from "../../attacks/port/keys.ts";
import { owned } from "../harness/calls.ts";

export const PUBLISHING = { "repere.release_secret": SECRET };

export interface PublishedWindow {
  readonly id: number;
  readonly layer: string;
  readonly seasonId: number;
  readonly tier: "educator" | "lead";
  readonly startsOn: string;
  readonly endsOn: string;
}

function windowOf(row: Record<string, unknown> | undefined): PublishedWindow | undefined {
  if (row?.["id"] === null || row?.["id"] === undefined) return undefined;
  return {
    id: Number(row["id"]),
    layer: String(row["layer"]),
    seasonId: Number(row["season_id"]),
    tier: row["tier"] === "lead" ? "lead" : "educator",
    startsOn: String(row["starts_on"]),
    endsOn: String(row["ends_on"]),
  };
}

/** Publishes a named window as the pipeline does, on a day of the service clock. */
export async function publishWindow(
  db: Database,
  organisation: string,
  window: { tier: "educator" | "lead"; team: string | null; startsOn: string; endsOn: string },
  today: string,
): Promise<PublishedWindow> {
  const [row] = await owned(
    db,
    "select w.* from release.publish_window($1, $2::release.tier, $3, $4, $5, null) w",
    [organisation, window.tier, window.team, window.startsOn, window.endsOn],
    { ...PUBLISHING, "repere.today": today },
  );
  const published = windowOf(row);
  if (!published) throw new Error("nothing was published");
  return published;
}

/** Publishes the oldest window that is due; undefined where nothing is. */
export async function publishNext(
  db: Database,
  organisation: string,
  today: string,
): Promise<PublishedWindow | undefined> {
  const [row] = await owned(db, "select w.* from release.publish_next($1, null) w", [organisation], {
    ...PUBLISHING,
    "repere.today": today,
  });
  return windowOf(row);
}

/** Publishes all that is due, oldest first, and returns the windows of encounters. */
export async function publishAll(
  db: Database,
  organisation: string,
  today: string,
): Promise<PublishedWindow[]> {
  const all: PublishedWindow[] = [];
  for (;;) {
    const published = await publishNext(db, organisation, today);
    if (!published) return all;
    if (published.layer === "encounters") all.push(published);
  }
}

/** What a window shows, by leaf: `breakdown/category` → class, as stored. */
export async function storedCells(
  db: Database,
  window: number,
): Promise<Map<number, Record<string, number>>> {
  const rows = await owned(
    db,
    "select leaf_id, breakdown || '/' || category as name, class from release.cell where window_id = $1",
    [window],
  );
  const cells = new Map<number, Record<string, number>>();
  for (const row of rows) {
    const leaf = Number(row["leaf_id"]);
    cells.set(leaf, { ...cells.get(leaf), [String(row["name"])]: Number(row["class"]) });
  }
  return cells;
}

/** Leaf of each square of a season, with the leaf's squares ascending. */
export async function leavesOf(
  db: Database,
  season: number,
): Promise<Map<number, (readonly [square: number, sizeKm: number])[]>> {
  const rows = await owned(
    db,
    "select leaf_id, square, size_km from release.leaf_square where season_id = $1 order by square",
    [season],
  );
  const leaves = new Map<number, (readonly [number, number])[]>();
  for (const row of rows) {
    const leaf = Number(row["leaf_id"]);
    leaves.set(leaf, [...(leaves.get(leaf) ?? []), [Number(row["square"]), Number(row["size_km"])]]);
  }
  return leaves;
}
