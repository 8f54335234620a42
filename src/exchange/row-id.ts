import type { ImportRow } from "../domain/import-row.ts";
import { hexOf, sha256 } from "./sha256.ts";

/** What a row's id is made of: everything that is sent but the id itself and the recorder's ordinal. */
export type RowContent = Omit<ImportRow, "id" | "recorder">;

const encoder = new TextEncoder();

/**
 * Ids of rows, the same for the same rows in whatever file, order or batch: a name-based UUID (RFC 9562, version
 * 8) of what is sent, of the file's own id where a column has one, and of the occurrence: the third of three equal
 * rows is the third in every file. So importing a file again, or a longer version of it, repeats nothing.
 *
 * Coordinates and texts stay out of it although they would tell more rows apart: a digest of a position is as good
 * as the position, since all 1 m squares of a cell can be tried in a second. The recorder's ordinal stays out
 * because it depends on which values came earlier in the file.
 */
export class RowIds {
  readonly #team: string;
  readonly #seen = new Map<string, number>();

  /** `team`: the same row of two teams is two rows. */
  constructor(team: string) {
    this.#team = team;
  }

  /** The id of the next row with this content and this value of the file's id column (empty without one). */
  next(content: RowContent, ownId: string): string {
    const key = JSON.stringify([
      content.cell,
      content.service_date,
      content.slot,
      content.count,
      content.place_kind,
      content.minutes,
      content.outcome,
      content.gender,
      content.age_band,
      content.first_time,
      content.seen_recently,
      ownId,
    ]);
    const occurrence = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, occurrence);
    return uuidOf(`repere/row/${this.#team}/${key}/${occurrence}`);
  }
}

/** A name-based UUID: version 8, the first 122 free bits of the name's SHA-256. */
export function uuidOf(name: string): string {
  const bytes = sha256(encoder.encode(name)).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return hexOf(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
