/** Neighbours of one place, with their weights; the place itself is not among them. */
export interface Neighbours {
  /** Indices of neighbours. */
  readonly at: readonly number[];
  /** Weight of each, 1 where binary. */
  readonly weight: readonly number[];
}

/** Neighbours within a distance, with weight 1. `points` and `reach` share one unit (km). */
export function neighboursWithin(
  points: readonly (readonly [number, number])[],
  reach: number,
): Neighbours[] {
  return points.map(([x, y], self) => {
    const at = points.flatMap(([u, v], other) =>
      other !== self && Math.hypot(u - x, v - y) <= reach ? [other] : [],
    );
    return { at, weight: at.map(() => 1) };
  });
}

/**
 * Standard deviates of Getis and Ord's local G_i: how far the weighted sum around a place, itself left out, is
 * from what the same values scattered at random would give. Variances divide by n.
 *
 * Source: Ord & Getis 1995, Geographical Analysis 27(4), equations 10–12. NaN where it is not defined
 * (no neighbours, fewer than three places, or equal values everywhere).
 */
export function localG(values: readonly number[], neighbours: readonly Neighbours[]): number[] {
  const others = values.length - 1;
  const total = sum(values);
  const squares = sum(values.map((value) => value * value));
  return values.map((own, self) => {
    const mean = (total - own) / others;
    const variance = (squares - own * own) / others - mean * mean;
    const near = weighted(values, neighbours[self]);
    return (
      (near.sum - near.weight * mean) /
      Math.sqrt((variance * (others * near.squaredWeight - near.weight ** 2)) / (others - 1))
    );
  });
}

/**
 * Standard deviates of Getis and Ord's G_i*: as `localG`, the place itself counting as its own neighbour with
 * weight 1 (hot and cold spots).
 */
export function localGStar(values: readonly number[], neighbours: readonly Neighbours[]): number[] {
  const n = values.length;
  const mean = sum(values) / n;
  const variance = sum(values.map((value) => value * value)) / n - mean * mean;
  return values.map((own, self) => {
    const near = weighted(values, neighbours[self]);
    const weight = near.weight + 1;
    const spread = (n * (near.squaredWeight + 1) - weight ** 2) / (n - 1);
    return (near.sum + own - weight * mean) / Math.sqrt(variance * spread);
  });
}

/** Getis and Ord's global G: the share of all cross products that lies between neighbours (1992, equation 5). */
export function globalG(values: readonly number[], neighbours: readonly Neighbours[]): number {
  const total = sum(values);
  const crossed = total * total - sum(values.map((value) => value * value));
  return sum(values.map((value, self) => value * weighted(values, neighbours[self]).sum)) / crossed;
}

function weighted(values: readonly number[], neighbours: Neighbours | undefined) {
  const weights = neighbours?.weight ?? [];
  return {
    sum: sum((neighbours?.at ?? []).map((other, k) => (values[other] ?? 0) * (weights[k] ?? 0))),
    weight: sum(weights),
    squaredWeight: sum(weights.map((each) => each * each)),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
