import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { noiseVariance } from "../../../src/domain/noise-interval.ts";
import { DemoTruth } from "./demo-truth.ts";
import { studyFigures } from "./study-figures.ts";
import { PRINTED, readStudy, STUDY, type StudyQuarter } from "./study-files.ts";

const study = await readStudy();
const truth = new DemoTruth();
const figures = studyFigures(study);
const text = readFileSync(STUDY, "utf8");
const findings = /## Findings\n([\s\S]*?)\n## /.exec(text)?.[1] ?? "";

test("every figure of the study is what its files give, by the screen's own functions", () => {
  const printed = [...findings.matchAll(PRINTED)].map(([, value, name]) => [name, value]);
  expect(Object.fromEntries(printed)).toEqual(figures);
});

test("no number stands among the findings that is not worked out", () => {
  const rest = findings.replace(PRINTED, "").replace("90 %", "").replace("bound of 1.96", "");
  expect(rest.match(/\d+/g)).toBeNull();
});

interface Residuals {
  readonly shown: readonly number[];
  /** True counts of leaves that are hidden. */
  readonly hidden: readonly number[];
}

/** What the release told beside what the generator's records hold. */
function residualsOf({ values }: StudyQuarter, truth: readonly number[]): Residuals {
  return {
    shown: values.flatMap((value, at) => (value === undefined ? [] : [value - (truth[at] ?? 0)])),
    hidden: values.flatMap((value, at) => (value === undefined ? [truth[at] ?? 0] : [])),
  };
}

const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;

/** Whether residuals are draws of the noise of totals: none beyond its reach, mean 0, variance 24. */
function isNoise(residuals: readonly number[]): boolean {
  const variance = noiseVariance([3, 4]);
  const spread = mean(residuals.map((each) => each ** 2));
  return (
    // P(|v| > 45) = 2·(3/4)^46/(7/4) = 2·10⁻⁶ for each of them; the true counts are 20 to 500.
    Math.max(...residuals.map(Math.abs)) <= 45 &&
    // Four standard errors (the excess kurtosis is 3.04).
    Math.abs(mean(residuals)) < 4 * Math.sqrt(variance / residuals.length) &&
    Math.abs(spread - variance) < 4 * variance * Math.sqrt(5.04 / residuals.length)
  );
}

test("the released totals are the demonstration's records plus the declared noise, and nothing else", () => {
  const all = study.quarters.map((day) =>
    residualsOf(study.quarter(day), truth.counts(study.quarter(day), "all")),
  );
  const shown = all.flatMap((each) => each.shown);
  expect(shown.length).toBeGreaterThan(100);
  expect(isNoise(shown)).toBe(true);
  // What is hidden is small indeed: the bound, and noise.
  expect(Math.max(...all.flatMap((each) => each.hidden))).toBeLessThan(20 + 45);
});

test("a tally that forgot who was seen before, or that living sites are left out, would not pass for noise", () => {
  for (const forgot of ["seen_recently", "living"] as const) {
    const shown = study.quarters.flatMap((day) => {
      const quarter = study.quarter(day);
      return residualsOf(quarter, truth.counts(quarter, "all", forgot)).shown;
    });
    expect([forgot, isNoise(shown)]).toEqual([forgot, false]);
  }
});

test("by place the same holds, with the wider noise of 7/8", () => {
  const shown = ["activity", "wandering"].flatMap((category) => {
    const quarter = study.quarter("2025-12-29", category);
    return residualsOf(quarter, truth.counts(quarter, category)).shown;
  });
  expect(shown.length).toBeGreaterThan(30);
  // P(|v| > 100) = 2·(7/8)^101/(15/8) = 1.5·10⁻⁶.
  expect(Math.max(...shown.map(Math.abs))).toBeLessThanOrEqual(100);
  expect(Math.abs(mean(shown))).toBeLessThan(4 * Math.sqrt(noiseVariance([7, 8]) / shown.length));
});

test("minutes are complete visits × 25, without noise", () => {
  for (const day of study.quarters) {
    const quarter = study.quarter(day);
    expect(quarter.hours.map((hours) => Math.round(hours * 60))).toEqual(truth.minutes(quarter));
  }
});
