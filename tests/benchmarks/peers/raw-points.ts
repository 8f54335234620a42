import type { Database } from "../../../supabase/local/database/database.ts";

/** The question of every peer: youths not seen recently, outside living sites, by square of 1 km, over some days. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Youths by cell number (`CRS3035`, north × 10,000 + east in km), as a peer shows them: every count, true. */
export type Counts = ReadonlyMap<number, number>;

/** What a peer answers, and how much of it travels to the browser. */
export interface Answer {
  readonly counts: Counts;
  readonly bytes: number;
}

/** First line of the file of points, as an export of raw records for a map has it. */
const COLUMNS = ["date", "x", "y", "place_kind", "seen_recently"] as const;

/**
 * The raw points (`rawRows`) as a CSV file: metres of EPSG:3035, cut to whole ones, which leaves each in its square.
 */
export async function pointsAsCsv(db: Database, organisation: string): Promise<string> {
  const { rows } = await db.transaction({}, null, (query) =>
    query(
      `select string_agg(concat_ws(',', service_date, floor(extensions.st_x(point)), floor(extensions.st_y(point)),
         place_kind, seen_recently), e'\\n') as lines from bench.raw where organisation_id = $1`,
      [organisation],
    ),
  );
  return `${COLUMNS.join(",")}\n${String(rows[0]?.["lines"])}\n`;
}

/** Whether a record is counted by the question. */
export function isCounted(
  date: string,
  placeKind: string,
  seenRecently: boolean,
  { from, to }: Days,
): boolean {
  return date >= from && date <= to && placeKind !== "living" && !seenRecently;
}

/** Raw PostGIS: every point snapped to the middle of its square, and counted. */
export async function countByPostgis(
  db: Database,
  organisation: string,
  { from, to }: Days,
): Promise<Answer> {
  const { rows } = await db.transaction(
    {},
    null,
    (query) =>
      query(
        `select (floor(extensions.st_y(s.square) / 1000) * 10000 + floor(extensions.st_x(s.square) / 1000))::integer as cell,
           s.youths::integer
         from (
           select extensions.st_snaptogrid(point, 500, 500, 1000, 1000) as square, count(*) as youths
           from bench.raw
           where organisation_id = $1 and service_date between $2::date and $3::date and not seen_recently
             and place_kind <> 'living'
           group by 1
         ) s`,
        [organisation, from, to],
      ),
    { readOnly: true },
  );
  return answered(rows.map((row) => [Number(row["cell"]), Number(row["youths"])]));
}

/** An answer of cells and counts, sent as two columns of JSON. */
export function answered(pairs: readonly (readonly [number, number])[]): Answer {
  const text = JSON.stringify({ cell: pairs.map(([cell]) => cell), youths: pairs.map(([, n]) => n) });
  return { counts: new Map(pairs), bytes: text.length };
}
