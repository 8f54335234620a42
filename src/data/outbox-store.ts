import type { OutboxEntry } from "../domain/outbox.ts";
import type { Vault } from "./phone-vault.ts";

/** An entry as it is stored, and the number of its last writing, which no other entry of its record ever bore. */
export interface StoredEntry extends OutboxEntry {
  readonly version: number;
}

/** What the entry of a record becomes (null: it goes), if it is still at `expected` (0: not there). */
export interface EntryChange {
  readonly id: string;
  readonly entry: OutboxEntry | null;
  readonly expected: number;
}

/** Where the outbox is kept. A writer says what it replaces, so that two tabs never undo each other's work. */
export interface OutboxStore {
  /** All entries, oldest first. */
  readonly list: () => Promise<readonly StoredEntry[]>;
  /** Makes changes, each by itself, in one transaction; says of each whether it was made. */
  readonly change: (changes: readonly EntryChange[]) => Promise<readonly boolean[]>;
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
    change: (changes) =>
      vault.change(
        "entry",
        changes.map(({ id, entry, expected }) => ({ id, value: entry, expected })),
      ),
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
    const entry = next === null ? null : bare(next);
    const [isMade] = await store.change([{ id, entry, expected: now?.version ?? 0 }]);
    if (isMade) return next ?? undefined;
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
