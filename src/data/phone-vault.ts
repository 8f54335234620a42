/**
 * What a phone holds: rows in IndexedDB, each encrypted with AES-GCM under a key of the account on this device that
 * no script can read (WebCrypto, not extractable). Ids, the account's and a counter are in clear; nothing else is.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import {
  type Keep,
  nextVersion,
  type OpenRows,
  openRows,
  type Row,
  type RowKind,
  sealed,
} from "./phone-rows.ts";

interface PhoneSchema extends DBSchema {
  keys: { key: string; value: Keep };
  rows: { key: [string, string]; value: Row; indexes: { kind: [string, string] } };
}
type PhoneDatabase = IDBPDatabase<PhoneSchema>;

/** The name of the database on the device. */
const NAME = "repere.phone";

/** What one row becomes (null: it goes), if it is still at `expected` (0: not there). */
interface RowChange {
  readonly id: string;
  readonly value: unknown;
  readonly expected: number;
}

/** One account's part of the phone. */
export interface Vault {
  readonly account: string;
  /** The rows of a kind. One that cannot be decrypted any more is given as `broken`, never left out in silence. */
  readonly rows: (kind: RowKind) => Promise<OpenRows>;
  /** Writes a row if it is still at `expected` (0: not there); false if somebody else wrote it since. */
  readonly put: (kind: RowKind, id: string, value: unknown, expected: number) => Promise<boolean>;
  /** Deletes a row if it is still at `expected`; false if somebody else wrote it since. */
  readonly drop: (id: string, expected: number) => Promise<boolean>;
  /** Puts and deletes many rows in one transaction; says of each whether it was still as expected. */
  readonly change: (kind: RowKind, changes: readonly RowChange[]) => Promise<readonly boolean[]>;
  /** Deletes every row and the key: what might be left on the disk opens to nobody. */
  readonly wipe: () => Promise<void>;
  readonly close: () => void;
}

/** Opens an account's part of the phone, with a new key where it has none. Throws where storage is refused. */
export async function openVault(account: string): Promise<Vault> {
  const database = await openDatabase();
  const keep = await keepOf(database, account);
  /** What was decrypted last, kind by kind: a row that nobody wrote since is not decrypted again. */
  const known = new Map<RowKind, OpenRows>();
  const change: Vault["change"] = async (kind, changes) => {
    // Encrypted before the transaction: one that waits for something else commits by itself.
    const replaced = await Promise.all(
      changes.map(async ({ id, value, expected }) => ({
        ...{ id, expected },
        row:
          value === null
            ? null
            : await sealed(keep, { id, account, kind, version: nextVersion(expected) }, value),
      })),
    );
    return replaceRows(database, account, replaced);
  };
  const changeOne = async (kind: RowKind, one: RowChange) => (await change(kind, [one]))[0] === true;
  return {
    ...{ account, change },
    rows: async (kind) => {
      const rows = await database.getAllFromIndex("rows", "kind", [account, kind]);
      const opened = await openRows(keep, rows, known.get(kind));
      known.set(kind, opened);
      return opened;
    },
    put: (kind, id, value, expected) => changeOne(kind, { id, value, expected }),
    // A row that goes is of no kind.
    drop: (id, expected) => changeOne("entry", { id, value: null, expected }),
    wipe: () => wipeAccount(database, account),
    close: () => database.close(),
  };
}

/** The accounts that have a part of this phone. */
export async function accountsHere(): Promise<readonly string[]> {
  const database = await openDatabase();
  const accounts = await database.getAllKeys("keys");
  database.close();
  return accounts;
}

function openDatabase(): Promise<PhoneDatabase> {
  return openDB<PhoneSchema>(NAME, 1, {
    upgrade: (database) => {
      database.createObjectStore("keys", { keyPath: "account" });
      database
        .createObjectStore("rows", { keyPath: ["account", "id"] })
        .createIndex("kind", ["account", "kind"]);
    },
  });
}

/** The account's key on this device. Two tabs that make one at once keep the first. */
async function keepOf(database: PhoneDatabase, account: string): Promise<Keep> {
  const known = await database.get("keys", account);
  if (known) return known;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  const made = { account, device: crypto.randomUUID(), key };
  const work = database.transaction("keys", "readwrite");
  const first = await work.store.get(account);
  if (!first) await work.store.put(made);
  await work.done;
  return first ?? made;
}

async function wipeAccount(database: PhoneDatabase, account: string): Promise<void> {
  const work = database.transaction(["keys", "rows"], "readwrite");
  const rows = work.objectStore("rows");
  for (const key of await rows.getAllKeys(IDBKeyRange.bound([account], [account, []])))
    await rows.delete(key);
  await work.objectStore("keys").delete(account);
  await work.done;
}

interface Replaced {
  readonly id: string;
  readonly expected: number;
  readonly row: Row | null;
}

/**
 * One transaction for all: the disk is waited for once. A row that is lost may be told again; one that is written
 * must be there after the phone's battery fell out.
 */
async function replaceRows(
  database: PhoneDatabase,
  account: string,
  changes: readonly Replaced[],
): Promise<readonly boolean[]> {
  if (changes.length === 0) return [];
  const durability = changes.some(({ row }) => row !== null) ? "strict" : "default";
  const work = database.transaction("rows", "readwrite", { durability });
  const replace = async ({ id, expected, row }: Replaced) => {
    const isSame = ((await work.store.get([account, id]))?.version ?? 0) === expected;
    if (isSame && row) await work.store.put(row);
    if (isSame && !row) await work.store.delete([account, id]);
    return isSame;
  };
  const [done] = await Promise.all([Promise.all(changes.map(replace)), work.done]);
  return done;
}
