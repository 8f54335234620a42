import { fitPoisson, type PoissonFit } from "./poisson-regression.ts";

/** One flow between two different places. */
export interface Flow {
  readonly origin: string;
  readonly destination: string;
  readonly count: number;
  /** Distance, in the unit in which the decay is wanted (km). */
  readonly distance: number;
}

/** A flow with what pushes from its origin and pulls to its destination (both above 0). */
export interface PushedFlow extends Flow {
  readonly push: number;
  readonly pull: number;
}

/** How distance weakens flows: exp(βd) or d^β. */
export type Decay = "exponential" | "power";

/**
 * The unconstrained gravity model, T = exp(k + μ·ln push + α·ln pull + β·f(d)), as a Poisson regression.
 * Coefficients in the order k, μ, α, β.
 *
 * Source: Flowerdew & Aitkin 1982, Journal of Regional Science 22(2); Dennett 2012, UCL CASA working paper 181.
 */
export function gravity(flows: readonly PushedFlow[], decay: Decay): PoissonFit | undefined {
  const design = flows.map((flow) => [1, Math.log(flow.push), Math.log(flow.pull), cost(flow, decay)]);
  return fitPoisson(counts(flows), design);
}

/** Distance alone, without a constant: T = exp(β·f(d)). */
export function distanceOnly(flows: readonly Flow[], decay: Decay): PoissonFit | undefined {
  return fitPoisson(
    counts(flows),
    flows.map((flow) => [cost(flow, decay)]),
  );
}

/**
 * The doubly constrained model (Wilson 1971): one coefficient for each origin and each destination, so that row
 * and column sums of the fitted flows are those observed. Coefficients: the constant (first origin to first
 * destination), the further origins, the further destinations, β; places in alphabetical order.
 */
export function doublyConstrained(flows: readonly Flow[], decay: Decay): PoissonFit | undefined {
  const origins = further(flows.map((flow) => flow.origin));
  const destinations = further(flows.map((flow) => flow.destination));
  const design = flows.map((flow) => [
    1,
    ...origins.map((place) => (place === flow.origin ? 1 : 0)),
    ...destinations.map((place) => (place === flow.destination ? 1 : 0)),
    cost(flow, decay),
  ]);
  return fitPoisson(counts(flows), design);
}

function cost({ distance }: Flow, decay: Decay): number {
  return decay === "power" ? Math.log(distance) : distance;
}

function counts(flows: readonly Flow[]): number[] {
  return flows.map((flow) => flow.count);
}

/** Every place but the first, which the constant stands for. */
function further(places: readonly string[]): string[] {
  return [...new Set(places)].sort().slice(1);
}
