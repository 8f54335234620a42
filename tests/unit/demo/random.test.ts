import { expect, test } from "vitest";
import { randomFrom } from "../../../src/domain/random.ts";

const draws = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test("the same seed gives the same draws, another seed others", () => {
  const [one, same, other] = ["a", "a", "b"].map((seed) => draws(50, randomFrom(seed).next));
  expect(one).toEqual(same);
  expect(one).not.toEqual(other);
});

test("draws are uniform: mean 1/2, and each tenth of [0, 1) gets its share", () => {
  const { next } = randomFrom("uniform");
  const values = draws(100_000, next);
  expect(mean(values)).toBeCloseTo(0.5, 2);
  const tenths = draws(10, () => 0);
  for (const value of values) tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
  // χ² with 9 degrees of freedom passes 27.9 once in a thousand.
  expect(tenths.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(27.9);
});

test("Poisson draws have their mean as mean and variance", () => {
  const random = randomFrom("poisson");
  for (const rate of [0.3, 2, 12]) {
    const values = draws(40_000, () => random.poisson(rate));
    expect(mean(values) / rate).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => (value - rate) ** 2)) / rate).toBeCloseTo(1, 1);
  }
});

test("weights are followed, and a weight of zero is never drawn", () => {
  const random = randomFrom("weights");
  const counts = [0, 0, 0, 0];
  for (const index of draws(30_000, () => random.weighted([1, 0, 2, 0])))
    counts[index] = (counts[index] ?? 0) + 1;
  expect(counts[1]).toBe(0);
  expect(counts[3]).toBe(0);
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(2, 1);
  expect(() => random.weighted([0, 0])).toThrow(RangeError);
  expect(() => random.pick([])).toThrow(RangeError);
});
