import { expect, test } from "vitest";
import { cityOf } from "../../benchmarks/reach/city.ts";
import { planned } from "../../benchmarks/reach/planners.ts";
import { playSeason } from "../../benchmarks/reach/season.ts";
import { Told, watched } from "../../benchmarks/reach/told.ts";

test("classes that are alike whatever the last visit met tell nothing; that never agree tell all", () => {
  const [nothing, all, half] = [new Told(), new Told(), new Told()];
  for (const met of [true, false, true, false]) {
    for (const chance of ["possible", "likely"] as const) nothing.add(chance, met);
    all.add(met ? "likely" : "unlikely", met);
    half.add("possible", met);
    half.add(met ? "likely" : "unlikely", met);
  }
  expect(nothing.advantage()).toBe(0);
  expect(all.advantage()).toBe(1);
  expect(half.advantage()).toBeCloseTo(0.5, 12);
});

test("watching a plan does not change its season", () => {
  const trial = { family: "clustered", seed: 1, visits: 36 } as const;
  const city = cityOf(trial.family, trial.seed);
  const [asTold, ifLent] = [new Told(), new Told()];
  expect(playSeason(city, trial, watched(planned, asTold, ifLent))).toEqual(playSeason(city, trial, planned));
  expect(asTold.advantage()).toBeGreaterThan(0.2);
  expect(asTold.advantage()).toBeLessThan(1);
});
