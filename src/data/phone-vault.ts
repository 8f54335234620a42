/**
 * What a phone holds: rows in IndexedDB, each encrypted with AES-GCM under a key of the account on this device that
 * no script can read (WebCrypto, not extractable). Ids, the account's and a counter are in clear; nothing else is.
 */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

/** The kinds of rows: unsent records, the day's rounds, and a form that is being filled. */
type RowKind = "entry" | "day" | "draft";

/** A row decrypted, with the number of times it was written: what a writer expects to replace. */
interface OpenRow {
  readonly id: string;
  readonly version: number;
  readonly value: unknown;
}

interface Keep {
  readonly account: string;
  readonly device: string;
  readonly key: CryptoKey;
}

interface Row {
  readonly id: string;
  readonly account: string;
  readonly kind: RowKind;
  readonly version: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

interface PhoneSchema extends DBSchema {
  keys: { key: string; value: Keep };
  rows: { key: [string, string]; value: Row; indexes: { kind: [string, string] } };
}
type PhoneDatabase = IDBPDatabase<PhoneSchema>;

/** The name of the database on the device. */
const NAME = "repere.phone";

/** One account's part of the phone. */
export interface Vault {
  readonly account: string;
  /** The rows of a kind. One that cannot be decrypted any more is given as `broken`, never left out in silence. */
  readonly rows: (
    kind: RowKind,
  ) => Promise<{ readonly open: readonly OpenRow[]; readonly broken: readonly string[] }>;
  /** Writes a row if it is still at `expected` (0: not there); false if somebody else wrote it since. */
  readonly put: (kind: RowKind, id: string, value: unknown, expected: number) => Promise<boolean>;
  /** Deletes a row if it is still at `expected`; false if somebody else wrote it since. */
  readonly drop: (id: string, expected: number) => Promise<boolean>;
  /** Deletes every row and the key: what might be left on the disk opens to nobody. */
  readonly wipe: () => Promise<void>;
  readonly close: () => void;
}

/** Opens an account's part of the phone, with a new key where it has none. Throws where storage is refused. */
export async function openVault(account: string): Promise<Vault> {
  const database = await openDatabase();
  const keep = await keepOf(database, account);
  return {
    account,
    rows: async (kind) => readRows(keep, await database.getAllFromIndex("rows", "kind", [account, kind])),
    put: async (kind, id, value, expected) => {
      // Encrypted before the transaction: one that waits for something else commits by itself.
      const row = await sealed(keep, { id, account, kind, version: expected + 1 }, value);
      return replaceRow(database, row, expected);
    },
    drop: async (id, expected) => {
      const work = database.transaction("rows", "readwrite");
      const isSame = ((await work.store.get([account, id]))?.version ?? 0) === expected;
      if (isSame) await work.store.delete([account, id]);
      await work.done;
      return isSame;
    },
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

async function replaceRow(database: PhoneDatabase, row: Row, expected: number): Promise<boolean> {
  const work = database.transaction("rows", "readwrite", { durability: "strict" });
  const isSame = ((await work.store.get([row.account, row.id]))?.version ?? 0) === expected;
  if (isSame) await work.store.put(row);
  await work.done;
  return isSame;
}

/** Account, device, kind and id are part of what is authenticated: a row moved elsewhere does not open. */
function boundTo({ account, device }: Keep, { kind, id }: Pick<Row, "kind" | "id">): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode([account, device, kind, id].join("|"));
}

async function sealed(keep: Keep, row: Omit<Row, "iv" | "data">, value: unknown): Promise<Row> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(value));
  const manner = { name: "AES-GCM", iv, additionalData: boundTo(keep, row) };
  return { ...row, iv, data: await crypto.subtle.encrypt(manner, keep.key, clear) };
}

async function readRows(keep: Keep, rows: readonly Row[]) {
  const open: OpenRow[] = [];
  const broken: string[] = [];
  for (const row of rows) {
    try {
      const manner = { name: "AES-GCM", iv: row.iv, additionalData: boundTo(keep, row) };
      const clear = await crypto.subtle.decrypt(manner, keep.key, row.data);
      open.push({ id: row.id, version: row.version, value: JSON.parse(new TextDecoder().decode(clear)) });
    } catch {
      broken.push(row.id);
    }
  }
  return { open, broken };
}
