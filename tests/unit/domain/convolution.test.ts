import fc from "fast-check";
import { expect, test } from "vitest";
import { circularPower, convolution } from "../../../src/domain/convolution.ts";
import { randomFrom } from "../../../src/domain/random.ts";

/** By the definition, whatever the lengths. */
function plain(a: Float64Array, b: Float64Array): Float64Array {
  const sums = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) sums[i + j] = (sums[i + j] ?? 0) + (a[i] ?? 0) * (b[j] ?? 0);
  }
  return sums;
}

/** Chances that add up to 1. */
function chances(name: string, length: number): Float64Array {
  const random = randomFrom(name);
  const weights = Float64Array.from({ length }, () => random.next() + 1e-3);
  const all = weights.reduce((sum, each) => sum + each, 0);
  return weights.map((each) => each / all);
}

test("is the sum over all pairs, for short lists and for long ones of any length", () => {
  const lengths = [1, 2, 3, 255, 256, 257, 300, 1000];
  for (const one of lengths) {
    for (const other of lengths) {
      const [a, b] = [chances(`a${one}`, one), chances(`b${other}`, other)];
      const [found, expected] = [convolution(a, b), plain(a, b)];
      expect(found.length).toBe(expected.length);
      const worst = found.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (expected[at] ?? 0))),
        0,
      );
      expect(worst).toBeLessThan(1e-15);
    }
  }
});

test("does not mind the order, and the chances of a sum add up to 1", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 }), (one, other) => {
      const [a, b] = [chances(`c${one}`, one), chances(`d${other}`, other)];
      const [ab, ba] = [convolution(a, b), convolution(b, a)];
      expect(ab.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
      for (const [at, value] of ab.entries()) expect(Math.abs(value - (ba[at] ?? 0))).toBeLessThan(1e-15);
    }),
    { numRuns: 10 },
  );
});

test("a power on a circle is the list convolved with itself one time after the other, wound round the circle", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 0, max: 9 }),
      fc.constantFrom(1, 2, 8, 64, 512),
      (length, first, times, size) => {
        const list = chances(`e${length}`, length);
        let slow = Float64Array.of(1);
        for (let nth = 0; nth < times; nth++) slow = Float64Array.from(plain(slow, list));
        const wound = new Float64Array(size);
        slow.forEach((p, at) => {
          const place = (((at - first * times) % size) + size) % size;
          wound[place] = (wound[place] ?? 0) + p;
        });
        const fast = circularPower(list, first, times, size);
        expect(fast.length).toBe(size);
        for (const [at, value] of fast.entries())
          expect(Math.abs(value - (wound[at] ?? 0))).toBeLessThan(1e-14);
      },
    ),
  );
});
