/** The normal quantile that leaves half of 10 % beyond it. */
const NORMAL_90 = 1.6448536269514722;
/** The 90 % quantile of χ² with two degrees of freedom: −2 ln .1. */
const CHI_SQUARE_2_90 = -2 * Math.log(0.1);

/** A released value at the middle of its square, in km of the grid. */
export interface PlacedValue {
  readonly eKm: number;
  readonly nKm: number;
  readonly value: number;
  /** What one unit of it weighs: 1 where left out, the area over the hours for a rate. */
  readonly factor?: number;
}

/** The mean place of released values, in km of the grid, with the variances and covariance that their noise leaves (km²). */
export interface Centre {
  readonly eKm: number;
  readonly nKm: number;
  readonly varianceE: number;
  readonly varianceN: number;
  readonly covariance: number;
}

/**
 * The mean centre Σ w·p / Σ w of released values at places p, w a value times its factor (Lefever 1926, American Journal
 * of Sociology 32(1)), with what the noise of every value does to it to the first order: Σ (p − centre)² · (factor·σ)² /
 * (Σ w)² (delta method; Oehlert 1992, The American Statistician 46(1)).
 *
 * @param variance of the noise of one value: 2α/(1 − α)² of the two-sided geometric mechanism.
 * @returns undefined where the values do not sum to more than 0: there is nothing to be the middle of.
 */
export function centreOfMass(values: readonly PlacedValue[], variance: number): Centre | undefined {
  const placed = values.map(({ eKm, nKm, value, factor = 1 }) => ({
    eKm,
    nKm,
    factor,
    weight: value * factor,
  }));
  const total = placed.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0) return undefined;
  const eKm = placed.reduce((sum, each) => sum + each.weight * each.eKm, 0) / total;
  const nKm = placed.reduce((sum, each) => sum + each.weight * each.nKm, 0) / total;
  const scale = variance / total ** 2;
  const spread = (of: (each: { eKm: number; nKm: number }) => number) =>
    scale * placed.reduce((sum, each) => sum + each.factor ** 2 * of(each), 0);
  return {
    eKm,
    nKm,
    varianceE: spread((each) => (each.eKm - eKm) ** 2),
    varianceN: spread((each) => (each.nKm - nKm) ** 2),
    covariance: spread((each) => (each.eKm - eKm) * (each.nKm - nKm)),
  };
}

/** Radius of the circle around a centre that holds the true one with at least 90 %, km: the long half-axis of its ellipse. */
export function reachKm({ varianceE, varianceN, covariance }: Centre): number {
  const middle = (varianceE + varianceN) / 2;
  const longest = middle + Math.hypot((varianceE - varianceN) / 2, covariance);
  return Math.sqrt(CHI_SQUARE_2_90 * longest);
}

/** How far and where to a centre moved. */
export interface Displacement {
  readonly km: number;
  /** Clockwise from grid north, 0–360. */
  readonly bearing: number;
  /** Ends of the 90 % interval of the distance along its own direction, km; it begins at 0 where there may be none. */
  readonly lowKm: number;
  readonly highKm: number;
  /** False: not distinguishable from none. */
  readonly isDistinguishable: boolean;
}

/**
 * The way from one centre to another whose noise is independent (two windows). It is told apart from none where its
 * squared length in units of its noise, d'Σ⁻¹d, exceeds 4.605 (90 % of χ² with two degrees of freedom) and the interval
 * along its direction does not reach 0: the verdict and the interval never say different things.
 */
export function displacement(from: Centre, to: Centre): Displacement {
  const [e, n] = [to.eKm - from.eKm, to.nKm - from.nKm];
  const km = Math.hypot(e, n);
  const [ee, nn, en] = [
    from.varianceE + to.varianceE,
    from.varianceN + to.varianceN,
    from.covariance + to.covariance,
  ];
  const along = km === 0 ? Math.max(ee, nn) : (e * e * ee + 2 * e * n * en + n * n * nn) / (km * km);
  const reach = NORMAL_90 * Math.sqrt(along);
  const isDistinguishable = km > reach && squaredInNoise({ e, n }, { ee, nn, en }) > CHI_SQUARE_2_90;
  return {
    km,
    bearing: ((Math.atan2(e, n) * 180) / Math.PI + 360) % 360,
    lowKm: isDistinguishable ? km - reach : 0,
    highKm: km + reach,
    isDistinguishable,
  };
}

/** d'Σ⁻¹d. Where Σ is flat (all places on one line), along the line that it has; 0 noise tells any move apart. */
function squaredInNoise(
  { e, n }: { e: number; n: number },
  { ee, nn, en }: { ee: number; nn: number; en: number },
): number {
  const determinant = ee * nn - en * en;
  if (determinant > 1e-12 * (ee + nn) ** 2) {
    return (nn * e * e - 2 * en * e * n + ee * n * n) / determinant;
  }
  const length = e * e + n * n;
  if (length === 0) return 0;
  return ee + nn === 0 ? Number.POSITIVE_INFINITY : length / (ee + nn);
}
