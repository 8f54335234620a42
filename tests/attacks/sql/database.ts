import type { Database } from "../../../supabase/local/database/database.ts";
import { openDatabase } from "../../../supabase/local/database/open.ts";
import { prepareDumps } from "../../local/harness/prepared.ts";

/** Works on a migrated database of its own, for attacks that ask the real SQL more often than HTTP allows. */
export async function withDatabase<Value>(work: (db: Database) => Promise<Value>): Promise<Value> {
  const { migrated } = await prepareDumps();
  const db = await openDatabase({ seedDump: migrated });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}
