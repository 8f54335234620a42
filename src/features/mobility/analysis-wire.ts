import type { Cell, SizeKm } from "../../domain/grid.ts";
import type { Leaf } from "../../domain/leaf-index.ts";

type Column = readonly (number | undefined)[];

/** Leaves as columns: square by square, each with the place of its leaf. */
interface PackedLeaves {
  readonly ids: Int32Array;
  readonly owners: Uint32Array;
  readonly squares: Float64Array;
  readonly sizes: Uint8Array;
}

/** Keys under which a question holds one number a leaf; undefined travels as not a number. */
const COLUMNS: readonly string[] = ["values", "hours"];
const LEAVES = "leaves";

/**
 * A question as it is sent to the worker: columns and leaves as typed arrays. A browser copies these at once, where it
 * goes through lists and objects one by one, on the page's own thread.
 */
export function packQuestion(question: unknown): unknown {
  return walk(question, (key, value) => {
    if (COLUMNS.includes(key)) return packColumn(value as Column);
    return key === LEAVES ? packLeaves(value as readonly Leaf[]) : undefined;
  });
}

/** The question again, in the worker: equal to what was packed. */
export function unpackQuestion(packed: unknown): unknown {
  return walk(packed, (key, value) => {
    if (COLUMNS.includes(key)) return unpackColumn(value as Float64Array);
    return key === LEAVES ? unpackLeaves(value as PackedLeaves) : undefined;
  });
}

/** Goes through lists and records; `replace` gives what stands for a value, or undefined to go into it. */
function walk(value: unknown, replace: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => walk(each, replace));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, each]) => [key, replace(key, each) ?? walk(each, replace)] as const),
  );
}

function packColumn(column: Column): Float64Array {
  const packed = new Float64Array(column.length);
  for (let at = 0; at < column.length; at++) packed[at] = column[at] ?? Number.NaN;
  return packed;
}

function unpackColumn(packed: Float64Array): Column {
  return Array.from(packed, (value) => (Number.isNaN(value) ? undefined : value));
}

/** A season's leaves are the same list in every question: packed once. */
const packedOf = new WeakMap<readonly Leaf[], PackedLeaves>();

function packLeaves(leaves: readonly Leaf[]): PackedLeaves {
  const known = packedOf.get(leaves) ?? newlyPacked(leaves);
  packedOf.set(leaves, known);
  return known;
}

function newlyPacked(leaves: readonly Leaf[]): PackedLeaves {
  const squares = leaves.flatMap((leaf, owner) => leaf.squares.map((each) => ({ ...each, owner })));
  return {
    ids: Int32Array.from(leaves, ({ id }) => id),
    owners: Uint32Array.from(squares, ({ owner }) => owner),
    squares: Float64Array.from(squares, ({ square }) => square),
    sizes: Uint8Array.from(squares, ({ sizeKm }) => sizeKm),
  };
}

function unpackLeaves({ ids, owners, squares, sizes }: PackedLeaves): Leaf[] {
  const shapes: Leaf["squares"][number][][] = Array.from(ids, () => []);
  owners.forEach((owner, at) => {
    shapes[owner]?.push({ square: (squares[at] ?? 0) as Cell, sizeKm: (sizes[at] ?? 1) as SizeKm });
  });
  return shapes.map((shape, at) => ({
    id: ids[at] ?? 0,
    squares: shape,
    areaKm2: shape.reduce((sum, { sizeKm }) => sum + sizeKm * sizeKm, 0),
  }));
}
