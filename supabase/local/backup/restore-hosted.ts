import { openDatabase } from "../database/open.ts";
import { BackupError } from "./backup-error.ts";
import { organisationsIn, type Restored, type RestoreSource, restoreInto } from "./restore-into.ts";

/**
 * Restores everything but the accounts into the empty database of a Supabase project, which `url` reaches as `postgres`.
 *
 * @throws BackupError `not_empty`, `other_version`, and those of a restore.
 */
export async function restoreHosted(url: string | undefined, source: RestoreSource): Promise<Restored> {
  if (!url) throw new BackupError("bad_option", "DATABASE_URL");
  const db = await openDatabase({ url, ownerUrl: url, isHosted: true });
  try {
    if ((await organisationsIn(db)) > 0) throw new BackupError("not_empty");
    return await restoreInto(db, { ...source, isHosted: true });
  } finally {
    await db.close();
  }
}
