/** Events and what they are measured against, place by place: encounters and visit hours, deaths and births. */
export interface Rates {
  readonly events: readonly number[];
  /** Exposure, above 0 where a rate is to be had. */
  readonly exposure: readonly number[];
  /** Variance of the noise that was added to every count of events; 0 where left out. */
  readonly noise?: number;
}

/** Mean and variance of the rates from which single places are drawn. */
export interface Prior {
  readonly mean: number;
  /** May be negative where rates differ less than chance would make them; it then counts as 0. */
  readonly variance: number;
}

/**
 * The prior by moments: mean Σe/Σp, variance Σp(r − mean)²/Σp − mean/(Σp/n). Noise of variance ν on the events spreads
 * rates by ν/p² more, which is taken off as well: Σp·(ν/p²)/Σp.
 *
 * Source: Marshall 1991, Applied Statistics 40(2), equations 1–3.
 */
export function priorOf({ events, exposure, noise = 0 }: Rates): Prior {
  const total = sum(exposure);
  const mean = sum(events) / total;
  const spread = sum(exposure.map((weight, at) => weight * (rate(events[at], weight) - mean) ** 2)) / total;
  const noisy = noise === 0 ? 0 : sum(exposure.map((weight) => noise / weight)) / total;
  return { mean, variance: spread - mean / (total / exposure.length) - noisy };
}

/**
 * Rates shrunk towards the overall rate, the more the smaller the exposure (Marshall 1991): a place with one
 * encounter in one hour is not a hot spot.
 */
export function empiricalBayes(rates: Rates): number[] {
  const prior = priorOf(rates);
  return rates.events.map((events, at) => shrunk(events, rates.exposure[at] ?? 0, prior, rates.noise));
}

/**
 * Rates shrunk towards the rate of the neighbourhood, the place itself included (Marshall 1991, §3).
 *
 * @param neighbours indices of each place's neighbours, itself left out.
 */
export function spatialEmpiricalBayes(rates: Rates, neighbours: readonly (readonly number[])[]): number[] {
  return rates.events.map((events, self) => {
    const around = [self, ...(neighbours[self] ?? [])];
    const prior = priorOf({
      events: around.map((at) => rates.events[at] ?? 0),
      exposure: around.map((at) => rates.exposure[at] ?? 0),
    });
    return shrunk(events, rates.exposure[self] ?? 0, prior);
  });
}

/** Events over those expected at the overall rate; 1 where nothing is unusual. */
export function excessRisk({ events, exposure }: Rates): number[] {
  const overall = sum(events) / sum(exposure);
  return events.map((count, at) => count / ((exposure[at] ?? 0) * overall));
}

function shrunk(events: number, exposure: number, { mean, variance }: Prior, noise = 0): number {
  const known = Math.max(0, variance);
  if (exposure <= 0 || known === 0) return mean;
  const weight = known / (known + mean / exposure + noise / exposure ** 2);
  return weight * rate(events, exposure) + (1 - weight) * mean;
}

function rate(events: number | undefined, exposure: number): number {
  return exposure > 0 ? (events ?? 0) / exposure : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
