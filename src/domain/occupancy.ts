/**
 * Is a cell empty, or were people missed? The single-season occupancy model of MacKenzie, Nichols, Lachman,
 * Droege, Royle and Langtimm (2002), "Estimating site occupancy rates when detection probabilities are less
 * than one", Ecology 83(8): a cell is occupied with probability ψ, and a visit to an occupied cell meets
 * someone with probability p.
 */
export interface Occupancy {
  /** ψ: share of cells that are occupied. */
  readonly presence: number;
  /** p: chance that one visit to an occupied cell meets someone. */
  readonly detection: number;
  /** True where the histories could not be fitted and the values below stand in; the screen says so. */
  readonly fallback: boolean;
}

/** Visits of one cell and slot within a window short enough for its state not to change (90 days). */
export interface VisitHistory {
  readonly visits: number;
  /** Visits that met someone; `seen_avoided` counts as met, `not_reached` is no visit. */
  readonly met: number;
}

export const FALLBACK_OCCUPANCY: Occupancy = { presence: 0.3, detection: 0.4, fallback: true };

/** Fewer cells visited at least twice than this, and ψ and p cannot be told apart. */
const LEAST_REPEATED = 20;
const STEPS = 500;

/** Chance that a cell is occupied after `misses` visits in a row that met nobody: ψ(1−p)ⁿ / (1 − ψ + ψ(1−p)ⁿ). */
export function presenceAfterMisses(model: Occupancy, misses: number): number {
  const unseen = model.presence * (1 - model.detection) ** misses;
  return unseen / (1 - model.presence + unseen);
}

/**
 * ψ and p of greatest likelihood, by expectation-maximisation (the occupied state of a cell without a meeting
 * is the hidden variable). Gives the fallback where fewer than 20 cells were visited twice, where nobody was
 * ever met, or where the maximum lies at p = 1 or ψ = 1 and says nothing.
 */
export function fitOccupancy(histories: readonly VisitHistory[]): Occupancy {
  const visited = histories.filter((history) => history.visits > 0);
  const repeated = visited.filter((history) => history.visits > 1).length;
  const anyMet = visited.some((history) => history.met > 0);
  if (repeated < LEAST_REPEATED || !anyMet) return FALLBACK_OCCUPANCY;
  let model: Occupancy = { ...FALLBACK_OCCUPANCY, fallback: false };
  for (let step = 0; step < STEPS; step++) {
    const next = improved(model, visited);
    const moved = Math.abs(next.presence - model.presence) + Math.abs(next.detection - model.detection);
    model = next;
    if (moved < 1e-10) break;
  }
  const degenerate = model.presence > 0.999 || model.detection > 0.999;
  return degenerate ? FALLBACK_OCCUPANCY : model;
}

/** Log-likelihood of histories under a model, up to the binomial constants. */
export function logLikelihood(model: Occupancy, histories: readonly VisitHistory[]): number {
  const { presence, detection } = model;
  return histories.reduce((sum, { visits, met }) => {
    const seen = presence * detection ** met * (1 - detection) ** (visits - met);
    return sum + Math.log(met > 0 ? seen : seen + 1 - presence);
  }, 0);
}

function improved(model: Occupancy, visited: readonly VisitHistory[]): Occupancy {
  let occupied = 0;
  let met = 0;
  let tries = 0;
  for (const history of visited) {
    const here = history.met > 0 ? 1 : presenceAfterMisses(model, history.visits);
    occupied += here;
    met += history.met;
    tries += here * history.visits;
  }
  return { presence: occupied / visited.length, detection: met / tries, fallback: false };
}
