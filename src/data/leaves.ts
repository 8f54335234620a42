import type { Cell, SizeKm } from "../domain/grid.ts";
import type { Outcome } from "../domain/outcome.ts";
import { type CallError, read } from "./call.ts";
import { type Decoded, DecodeError, type Decoder, deltas, integer, list, record } from "./decode.ts";

const columns = record({
  season_id: integer,
  leaf: deltas,
  square_leaf_index: deltas,
  square: deltas,
  size_km: list(integer),
});

/** The partition of a season: leaves, and the squares of each. */
export interface Leaves {
  readonly seasonId: number;
  /** Ids of the leaves, ascending. */
  readonly ids: Int32Array;
  /** Squares, sorted by their lower-left cell. */
  readonly squares: readonly LeafSquare[];
}

interface LeafSquare {
  readonly leaf: number;
  readonly square: Cell;
  readonly sizeKm: SizeKm;
}

/** Asks for the partition of a season; it never changes. */
export function fetchLeaves(season: number, signal?: AbortSignal): Promise<Outcome<Leaves, CallError>> {
  return read("leaves", { season }, leaves, signal);
}

/** Columns → squares, each with its leaf. */
export const leaves: Decoder<Leaves> = (input) => {
  const given = columns(input);
  return { seasonId: given.season_id, ids: given.leaf, squares: squaresOf(given) };
};

function squaresOf(given: Decoded<typeof columns>): LeafSquare[] {
  const { leaf, square, square_leaf_index: owners, size_km: sizes } = given;
  if (owners.length !== square.length || sizes.length !== square.length) {
    throw new DecodeError("square columns differ in length");
  }
  return Array.from(owners, (owner, at) => {
    const id = leaf[owner];
    const cell = square[at];
    const size = sizes[at];
    if (id === undefined || cell === undefined) throw new DecodeError("not a leaf of the season");
    return { leaf: id, square: cell as Cell, sizeKm: sizeOf(size) };
  });
}

function sizeOf(size: number | undefined): SizeKm {
  if (size === 1 || size === 2 || size === 4 || size === 8) return size;
  throw new DecodeError("not a size of square");
}
