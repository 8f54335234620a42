import type { Cell } from "../domain/grid.ts";
import type { Column } from "./header.ts";
import { plainWords } from "./plain-words.ts";
import { hexOf, hmacSha256 } from "./sha256.ts";
import { type CellValue, type RawRow, textOf } from "./table.ts";

/**
 * What names of territories mean, by `territoryKey`: one cell, or null where its rows stay behind. One cell only:
 * a file does not say where inside a territory the team was, and a visit written into cells where nobody went
 * would hide them from *Zones non atteintes* (docs/decisions/0010).
 */
export type Territories = Readonly<Record<string, Cell | null>>;

/** A name in the territory column. It stays on the device. */
export interface Territory {
  readonly key: string;
  /** As the file first writes it. */
  readonly name: string;
  readonly rows: number;
}

/** Most territories that are asked about: beyond it the column names something else. */
const MAX_TERRITORIES = 500;

/** What a name is compared by: no case, no accents, no punctuation; the name itself where nothing else is left. */
export function territoryKey(value: CellValue | undefined): string {
  const text = textOf(value);
  return plainWords(text) || text;
}

/** The names of a column, most rows first, then by name; at most `MAX_TERRITORIES`. */
export function territoriesIn(rows: readonly RawRow[], { index }: Column): Territory[] {
  const found = new Map<string, { name: string; rows: number }>();
  for (const { cells } of rows) {
    const key = territoryKey(cells[index]);
    if (key === "") continue;
    const known = found.get(key);
    if (known) known.rows++;
    else found.set(key, { name: textOf(cells[index]), rows: 1 });
  }
  const list = [...found].map(([key, { name, rows: count }]) => ({ key, name, rows: count }));
  list.sort((one, other) => other.rows - one.rows || (one.key < other.key ? -1 : 1));
  return list.slice(0, MAX_TERRITORIES);
}

/** Whether somebody has said what a name means, or that it stays behind. */
export function isAnswered(territories: Territories | undefined, key: string): boolean {
  return territories !== undefined && Object.hasOwn(territories, key);
}

/**
 * What the server keeps an answer under: HMAC-SHA256, as hexadecimal, of a name's key under the organisation's
 * key (32 bytes as hexadecimal). A plain digest of `squat 12 rue X` would be found by trying every address.
 */
export function territoryDigest(organisationKey: string, key: string): string {
  const bytes = Uint8Array.from(organisationKey.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return hexOf(hmacSha256(bytes, new TextEncoder().encode(`territory/${key}`)));
}
