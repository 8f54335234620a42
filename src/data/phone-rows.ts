/** Rows of the phone's database: each is AES-GCM ciphertext under the key of the account on this device. */

/** The kinds of rows: unsent records, the day's rounds, and a form that is being filled. */
export type RowKind = "entry" | "day" | "draft";

/** A row decrypted, with the number of its last writing: what a writer expects to replace. */
interface OpenRow {
  readonly id: string;
  readonly version: number;
  readonly iv: Uint8Array;
  readonly value: unknown;
}

export interface Keep {
  readonly account: string;
  readonly device: string;
  readonly key: CryptoKey;
}

export interface Row {
  readonly id: string;
  readonly account: string;
  readonly kind: RowKind;
  readonly version: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/**
 * The number of the writing that takes the place of `expected`. A row that is not there (0) begins at a drawn number:
 * one that was deleted and made anew under the same id is never taken for the row that it was.
 */
export function nextVersion(expected: number): number {
  if (expected > 0) return expected + 1;
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 2 ** 20) * 2 ** 32 + low + 1;
}

/** Account, device, kind and id are part of what is authenticated: a row moved elsewhere does not open. */
function boundTo({ account, device }: Keep, { kind, id }: Pick<Row, "kind" | "id">): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode([account, device, kind, id].join("|"));
}

/** The row that holds a value. */
export async function sealed(keep: Keep, row: Omit<Row, "iv" | "data">, value: unknown): Promise<Row> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clear = new TextEncoder().encode(JSON.stringify(value));
  const manner = { name: "AES-GCM", iv, additionalData: boundTo(keep, row) };
  return { ...row, iv, data: await crypto.subtle.encrypt(manner, keep.key, clear) };
}

/** The rows of a kind as they were read: those that open, and the ids of those that do not. */
export interface OpenRows {
  readonly open: readonly OpenRow[];
  readonly broken: readonly string[];
}

/** Decrypts rows, all at once; those of `before` that nobody wrote since are taken from there. */
export async function openRows(keep: Keep, rows: readonly Row[], before?: OpenRows): Promise<OpenRows> {
  const known = new Map(before?.open.map((row) => [row.id, row]));
  const read = await Promise.all(
    rows.map(async (row) => knownRow(row, known.get(row.id)) ?? (await openRow(keep, row))),
  );
  return {
    open: read.filter((row) => row !== undefined),
    broken: rows.filter((_, at) => read[at] === undefined).map(({ id }) => id),
  };
}

/** No two writes share an `iv`: a row that bears the same one is the same row. */
function knownRow({ iv, version }: Row, found: OpenRow | undefined): OpenRow | undefined {
  const isSame = found?.version === version && found.iv.every((byte, at) => byte === iv[at]);
  return isSame ? found : undefined;
}

async function openRow(keep: Keep, row: Row): Promise<OpenRow | undefined> {
  try {
    const manner = { name: "AES-GCM", iv: row.iv, additionalData: boundTo(keep, row) };
    const clear = await crypto.subtle.decrypt(manner, keep.key, row.data);
    const { id, version, iv } = row;
    return { id, version, iv, value: JSON.parse(new TextDecoder().decode(clear)) };
  } catch {
    return undefined;
  }
}
