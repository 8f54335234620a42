import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { BackupError } from "./backup-error.ts";
import { type Erasure, journalFile, readJournal } from "./journal.ts";
import { backupsFolder } from "./make.ts";

/** Lists of erasures that a restore was told of, and where they lie else. */
interface Lists {
  /** The backup: a list may lie beside it. */
  readonly file: string;
  readonly given: { readonly "without-journal": boolean; readonly journal?: string | undefined };
}

/**
 * What is to be erased again: everything that any of these lists holds.
 *
 * @throws BackupError `no_journal` where there is none, or not the named one.
 */
export function erasuresFor(folder: string, { file, given }: Lists): Erasure[] {
  if (given["without-journal"]) return [];
  const named = given.journal === undefined ? [] : [resolve(given.journal)];
  const beside = [journalFile(dirname(file)), journalFile(backupsFolder(folder, process.env))];
  return erasuresIn([...named, ...beside], named.length > 0);
}

/** Everything that any of these lists holds; one at least has to be there, and a named one has to be it. */
function erasuresIn(lists: readonly string[], isNamed: boolean): Erasure[] {
  const found = [...new Set(lists)].filter((list, at) => (isNamed && at === 0) || existsSync(list));
  if (found.length === 0) throw new BackupError("no_journal");
  return found.flatMap(readJournal);
}
