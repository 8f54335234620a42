import { randomUUID } from "node:crypto";
import type { Database } from "../../../supabase/local/database/database.ts";
import { owned } from "../harness/calls.ts";
import { PUBLISHING } from "../release/publishing.ts";

/** One invented count as stored. */
export interface StoredCount {
  readonly id?: string;
  readonly recorder: string;
  readonly setting?: string;
  readonly departement?: string;
  readonly quarter: string;
  readonly people: number;
}

/** Writes counts past the door, and returns their ids. */
export async function insertCounts(
  db: Database,
  organisation: string,
  counts: readonly StoredCount[],
): Promise<string[]> {
  const ids = counts.map(({ id }) => id ?? randomUUID());
  for (const [at, each] of counts.entries()) {
    await owned(
      db,
      `insert into field.institutional_contact (id, organisation_id, setting, departement, quarter, people, recorder_id)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        ...[ids[at], organisation, each.setting ?? "court", each.departement ?? "93", each.quarter],
        ...[each.people, each.recorder],
      ],
    );
  }
  return ids;
}

/** Publishes the oldest quarter that is due on a day, and returns what it shows; undefined where none is. */
export async function publishInstitutions(
  db: Database,
  organisation: string,
  today: string,
): Promise<{ readonly quarter: string; readonly shown: Readonly<Record<string, number>> } | undefined> {
  const [row] = await owned(
    db,
    "select p.id, p.quarter::text as quarter from release.publish_institutional($1, null) p",
    [organisation],
    { ...PUBLISHING, "repere.today": today },
  );
  if (!row || row["id"] === null) return undefined;
  const cells = await owned(
    db,
    "select setting || ' ' || departement as name, class from release.institutional_cell where quarter_id = $1",
    [row["id"]],
  );
  const shown = Object.fromEntries(cells.map((cell) => [String(cell["name"]), Number(cell["class"])]));
  return { quarter: String(row["quarter"]), shown };
}
