import type { Problem } from "./problem.ts";

/** Nearest other stops of each point, found when first asked for. */
export interface Neighbours {
  /** The nearest stops of a point, nearest first: at least `count` of them where that many exist, at most 64. */
  of(point: number, count: number): Int32Array;
  /** As many as are kept of a point. */
  all(point: number): Int32Array;
}

const KEPT = 64;

/** Neighbours by the first travel matrix of a problem. */
export function neighboursOf(problem: Problem): Neighbours {
  const travel = problem.travels[0] ?? new Float64Array(0);
  const known = new Map<number, Int32Array>();
  const cut = new Map<number, Int32Array>();
  const all = (point: number): Int32Array => {
    const found = known.get(point) ?? nearest(problem, travel, point);
    known.set(point, found);
    return found;
  };
  const of = (point: number, count: number): Int32Array => {
    const key = point * KEPT + count;
    const found = cut.get(key) ?? all(point).subarray(0, count);
    cut.set(key, found);
    return found;
  };
  return { of, all };
}

function nearest({ stops, points }: Problem, travel: Float64Array, point: number): Int32Array {
  const far = (other: number) => travel[point * points + other] as number;
  const others = stops.filter((other) => other !== point);
  if (others.length > KEPT) {
    const bound = Float64Array.from(others, far).sort()[KEPT - 1] as number;
    const near = others.filter((other) => far(other) <= bound);
    return Int32Array.from(near.sort((a, b) => far(a) - far(b) || a - b).slice(0, KEPT));
  }
  return Int32Array.from(others.sort((a, b) => far(a) - far(b) || a - b));
}
