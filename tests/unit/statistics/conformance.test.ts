import { describe, expect, test } from "vitest";
import {
  empiricalBayes,
  excessRisk,
  priorOf,
  spatialEmpiricalBayes,
} from "../../../src/domain/statistics/empirical-bayes.ts";
import {
  distanceOnly,
  doublyConstrained,
  type Flow,
  gravity,
} from "../../../src/domain/statistics/gravity.ts";
import { globalG, localG, localGStar, neighboursWithin } from "../../../src/domain/statistics/hot-spots.ts";
import { conservativeSmooth, type Place, type Valued } from "../../../src/domain/statistics/kernel.ts";
import type { PoissonFit } from "../../../src/domain/statistics/poisson-regression.ts";
import { HAS_REFERENCE, reference } from "./reference.ts";

function expectNear(found: readonly number[], wanted: readonly number[], tolerance: number): void {
  wanted.forEach((value, at) => {
    expect(Math.abs((found[at] ?? Number.NaN) - value), `value ${at}: ${found[at]}`).toBeLessThanOrEqual(
      tolerance,
    );
  });
}

/** The first values as they are printed, rounded to as many significant digits. */
function expectPrinted(found: readonly number[], printed: readonly number[], digits: number): void {
  expect(printed.length).toBeGreaterThan(0);
  expect(found.slice(0, printed.length).map((value) => Number(value.toPrecision(digits)))).toEqual(printed);
}

/** Sums of flows that leave, or reach, each place. */
function sums(flows: readonly Flow[], end: "origin" | "destination", values: readonly number[]): number[] {
  const totals = new Map<string, number>();
  flows.forEach((flow, at) => {
    totals.set(flow[end], (totals.get(flow[end]) ?? 0) + (values[at] ?? Number.NaN));
  });
  return [...totals.values()];
}

/** The deviance as the reference prints it, without Σ(count − fitted), which is 0 only with a constant. */
function printedDeviance(fit: PoissonFit | undefined, counts: readonly number[]): number {
  if (!fit) return Number.NaN;
  const left = counts.reduce((total, count, at) => total + count - (fit.fitted[at] ?? Number.NaN), 0);
  return fit.deviance + 2 * left;
}

interface GetisOrd {
  points: [number, number][];
  y: number[];
  threshold: number;
  expected_published: Record<string, number>;
  expected_full_computed: { Gi_z: number[]; Gi_star_z: number[] };
}

interface Bayes {
  events: number[];
  population: number[];
  expected_full_computed: number[];
}

interface Austria {
  flows: number[];
  origin: string[];
  destination: string[];
  dij: number[];
  o_var: number[];
  d_var: number[];
  expected: Record<
    string,
    { params: number[]; param: number; beta: number; deviance: number; yhat: number[] }
  >;
}

const absence = HAS_REFERENCE ? "" : " (reference data is absent)";

describe.skipIf(!HAS_REFERENCE)(`statistics reproduce published values${absence}`, () => {
  test("Getis–Ord G, G_i and G_i* to 1e-7", () => {
    const {
      points,
      y,
      threshold,
      expected_published: published,
      expected_full_computed: full,
    } = reference<GetisOrd>("getis_ord");
    const near = neighboursWithin(points, threshold);
    expectNear([globalG(y, near)], [published["G_global"] ?? Number.NaN], 1e-7);
    expectNear(localG(y, near), full.Gi_z, 1e-7);
    expectNear(localGStar(y, near), full.Gi_star_z, 1e-7);
    // The deviate does not depend on the weights' scale; the reference's row-standardised value applies the binary variance.
    const doubled = near.map(({ at, weight }) => ({ at, weight: weight.map((each) => 2 * each) }));
    expectNear(localG(y, doubled), full.Gi_z, 1e-12);
  });

  test("empirical Bayes rates of North Carolina to every computed digit", () => {
    const data = reference<
      Bayes & {
        prior_mean: number;
        prior_var: number;
        expected_published_first5: { excess_risk: number[]; empirical_bayes: number[] };
      }
    >("empirical_bayes");
    const rates = { events: data.events, exposure: data.population };
    expectNear([priorOf(rates).mean, priorOf(rates).variance], [data.prior_mean, data.prior_var], 1e-15);
    expectNear(empiricalBayes(rates), data.expected_full_computed, 1e-15);
    const { excess_risk: risks, empirical_bayes: shrunk } = data.expected_published_first5;
    expectPrinted(excessRisk(rates), risks, 6);
    // Printed with seven decimals.
    expect(
      empiricalBayes(rates)
        .slice(0, shrunk.length)
        .map((rate) => rate.toFixed(7)),
    ).toEqual(shrunk.map((rate) => rate.toFixed(7)));
  });

  test("spatial empirical Bayes rates of St. Louis to the printed digits, and to every computed one", () => {
    const data = reference<
      Bayes & { neighbours: Record<string, string[]>; expected_published_first10: number[] }
    >("spatial_empirical_bayes");
    const neighbours = data.events.map((_, at) =>
      (data.neighbours[String(at + 1)] ?? []).map((id) => Number(id) - 1),
    );
    const found = spatialEmpiricalBayes({ events: data.events, exposure: data.population }, neighbours);
    expect(found).toHaveLength(78);
    expectNear(found, data.expected_full_computed, 1e-15);
    expectPrinted(found, data.expected_published_first10, 9);
  });

  test("gravity models of Austria: parameters, deviances and fitted flows", () => {
    const data = reference<Austria>("gravity_austria");
    const flows = data.flows.map((count, at) => ({
      count,
      origin: data.origin[at] ?? "",
      destination: data.destination[at] ?? "",
      distance: data.dij[at] ?? Number.NaN,
      push: data.o_var[at] ?? Number.NaN,
      pull: data.d_var[at] ?? Number.NaN,
    }));
    const wanted = (name: string) => data.expected[name] ?? expect.fail(name);
    // The reference stops its fit earlier, so 8 digits agree; it leaves Σ(count − fitted) out of the deviance.
    const free = gravity(flows, "exponential");
    expectNear(free?.coefficients ?? [], wanted("unconstrained_exp").params, 5e-8);
    expectNear([printedDeviance(free, data.flows)], [wanted("unconstrained_exp").deviance], 1e-3);
    expectNear(free?.fitted ?? [], wanted("unconstrained_exp").yhat, 1e-4);
    const bound = doublyConstrained(flows, "exponential");
    expectNear(bound?.coefficients ?? [], wanted("doubly_constrained_exp").params, 1e-6);
    for (const end of ["origin", "destination"] as const)
      expectNear(sums(flows, end, bound?.fitted ?? []), sums(flows, end, data.flows), 1e-6);
    expectNear([printedDeviance(bound, data.flows)], [wanted("doubly_constrained_exp").deviance], 1e-3);
    const power = distanceOnly(flows, "power");
    expectNear(
      [power?.coefficients[0] ?? Number.NaN, printedDeviance(power, data.flows)],
      [wanted("base_pow_no_constant").param, wanted("base_pow_no_constant").deviance],
      1e-4,
    );
    const exponential = distanceOnly(flows, "exponential");
    expectNear(
      [exponential?.coefficients[0] ?? Number.NaN, printedDeviance(exponential, data.flows)],
      [wanted("base_exp_no_constant").param, wanted("base_exp_no_constant").deviance],
      1e-4,
    );
  });

  test("INSEE's conservative biweight smoothing to 1e-12, every value shared out wholly", () => {
    const data = reference<{ points: Valued[]; centroids: Place[]; bandwidth: number; expected: number[] }>(
      "btb_kernel",
    );
    const smoothed = conservativeSmooth(data.points, data.centroids, data.bandwidth);
    expectNear(smoothed, data.expected, 1e-12);
    // Nothing is lost: 10 + 13.
    expectNear([smoothed.reduce((sum, value) => sum + value, 0)], [23], 1e-12);
  });
});
