import type { OutboxEntry } from "../domain/outbox.ts";
import type { Vault } from "./phone-vault.ts";

/** An entry as it is stored, and the number of times it was written. */
export interface StoredEntry extends OutboxEntry {
  readonly version: number;
}

/** Where the outbox is kept. A writer says what it replaces, so that two tabs never undo each other's work. */
export interface OutboxStore {
  /** All entries, oldest first. */
  readonly list: () => Promise<readonly StoredEntry[]>;
  /** Writes an entry if it is still at `expected` (0: not there). */
  readonly put: (entry: OutboxEntry, expected: number) => Promise<boolean>;
  /** Deletes the entry of a record if it is still at `expected`. */
  readonly drop: (id: string, expected: number) => Promise<boolean>;
}

/** The outbox of an account on this phone. */
export function outboxStore(vault: Vault): OutboxStore {
  return {
    list: async () => {
      const { open } = await vault.rows("entry");
      // Written by this program and authenticated by the key: its shape is known.
      const entries = open.map(({ version, value }) => ({ ...(value as OutboxEntry), version }));
      return entries.toSorted((one, other) => one.order - other.order);
    },
    put: (entry, expected) => vault.put("entry", entry.record.id, entry, expected),
    drop: (id, expected) => vault.drop(id, expected),
  };
}

/** Tries of one change against other tabs; each loss means that another one won. */
const TRIES = 20;

/**
 * Changes the entry of a record, whatever another tab does meanwhile: `change` gets it as it is now (undefined: not
 * there) and gives what it becomes, null to delete it, or undefined to leave it. Answers what is there afterwards.
 */
export async function changeEntry(
  store: OutboxStore,
  id: string,
  change: (entry: StoredEntry | undefined, all: readonly StoredEntry[]) => OutboxEntry | null | undefined,
): Promise<OutboxEntry | undefined> {
  for (let tried = 0; tried < TRIES; tried++) {
    const all = await store.list();
    const now = all.find(({ record }) => record.id === id);
    const next = change(now, all);
    if (next === undefined) return now;
    const version = now?.version ?? 0;
    if (next === null ? await store.drop(id, version) : await store.put(bare(next), version)) {
      return next ?? undefined;
    }
  }
  throw new Error("the outbox could not be written");
}

/** The order of a new entry: after all others. */
export function nextOrder(entries: readonly OutboxEntry[]): number {
  return entries.reduce((highest, { order }) => Math.max(highest, order), 0) + 1;
}

/** The entry without the number that its row bears. */
export function bare(entry: OutboxEntry | StoredEntry): OutboxEntry {
  const { record, order, day, isTried, removal, refusal, warnedOn } = entry;
  return { record, order, day, isTried, removal, refusal, warnedOn };
}
