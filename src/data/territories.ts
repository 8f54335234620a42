import type { Cell } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, write } from "./call.ts";
import { type Decoded, type Decoder, integer, list, maybe, record, text } from "./decode.ts";

const cell: Decoder<Cell> = (input) => integer(input) as Cell;

const territories = record({
  /** Under which this device digests names (HMAC-SHA256), as hexadecimal: 32 bytes. */
  key: text,
  known: list(record({ digest: text, cell: maybe(cell) })),
});
export type KeptTerritories = Decoded<typeof territories>;

const saved = record({ saved: integer });

/**
 * Asks what the organisation said of territories, by the digests of their names (at most 500); no digest asks for
 * the key alone. `secret_missing` where the server has no secret to derive it from: nothing can be kept there.
 */
export function fetchTerritories(
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<Outcome<KeptTerritories, CallError>> {
  return write("territories", { digests }, territories, signal);
}

/** Keeps what names mean for the whole organisation: a cell, or null where their rows stay behind. At most 500. */
export function saveTerritories(
  answers: readonly { readonly digest: string; readonly cell: Cell | null }[],
): Promise<Outcome<Decoded<typeof saved>, CallError>> {
  return write("save_territories", { answers }, saved);
}
