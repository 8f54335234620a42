import type { Database } from "../database/database.ts";
import type { FolderFacts } from "../folder/folder.ts";
import { secretsFolder } from "../folder/secrets.ts";
import { Journal } from "./journal.ts";
import { areKeysSaved, recipientsOf } from "./keys.ts";
import { backupsFolder, type MadeBackup, makeBackup, newestBackup } from "./make.ts";

/** The backups of a running server. */
export interface ServerBackups {
  /** Makes one now. */
  make(): Promise<MadeBackup>;
  /** Makes one unless the newest is younger than twelve hours. */
  makeDue(now: Date): Promise<MadeBackup | undefined>;
  /** Puts what was erased since the last time on the list beside the backups. */
  note(): Promise<void>;
  /** The keys that open the backups are on this disk alone. */
  readonly keysHereOnly: boolean;
  readonly folder: string;
}

const YOUNG_MS = 12 * 3_600_000;

/**
 * Prepares the backups of a server's database: its recipients are known from the start, so that a wrong one is told at once.
 *
 * @throws BackupError `bad_recipient`.
 */
export async function serverBackups(
  db: Database,
  data: string,
  facts: FolderFacts,
  env: NodeJS.ProcessEnv,
): Promise<ServerBackups> {
  const secrets = secretsFolder(facts.id, env);
  const recipients = await recipientsOf(secrets, env);
  const folder = backupsFolder(data, env);
  const journal = new Journal(folder);
  const make = () => makeBackup(db, facts, { backups: folder, recipients, journal });
  return {
    make,
    makeDue: async (now) => {
      const newest = newestBackup(folder);
      return newest && now.getTime() - newest.getTime() < YOUNG_MS ? undefined : make();
    },
    note: async () => {
      await journal.note(db);
    },
    keysHereOnly: !areKeysSaved(secrets),
    folder,
  };
}
