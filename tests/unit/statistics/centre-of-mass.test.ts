import fc from "fast-check";
import { expect, test } from "vitest";
import { randomFrom } from "../../../src/domain/random.ts";
import {
  type Centre,
  centreOfMass,
  displacement,
  type PlacedValue,
} from "../../../src/domain/statistics/centre-of-mass.ts";

/** Of noise with α = 3/4: 2α/(1 − α)². */
const VARIANCE = 24;
const place = fc.record({
  eKm: fc.integer({ min: 3700, max: 3800 }),
  nKm: fc.integer({ min: 2800, max: 2900 }),
  value: fc.integer({ min: 20, max: 500 }),
});
const places = fc.array(place, { minLength: 2, maxLength: 25 });

function centre(values: readonly PlacedValue[]): Centre {
  return centreOfMass(values, VARIANCE) ?? expect.fail("there is a centre");
}

test("the centre lies among its places, does not depend on their order or scale, and moves with them", () => {
  fc.assert(
    fc.property(places, fc.integer({ min: -30, max: 30 }), (values, shift) => {
      const found = centre(values);
      const east = values.map(({ eKm }) => eKm);
      expect(found.eKm).toBeGreaterThanOrEqual(Math.min(...east) - 1e-9);
      expect(found.eKm).toBeLessThanOrEqual(Math.max(...east) + 1e-9);
      expect(centre(values.toReversed()).nKm).toBeCloseTo(found.nKm, 8);
      const moved = centre(values.map((each) => ({ ...each, nKm: each.nKm + shift })));
      expect(moved.nKm - found.nKm).toBeCloseTo(shift, 8);
      const way = displacement(found, moved);
      expect(way.km).toBeCloseTo(Math.abs(shift), 8);
      if (shift !== 0) expect(way.bearing).toBeCloseTo(shift > 0 ? 0 : 180, 5);
    }),
  );
});

test("a quarter turn of the grid turns the centre, its noise and the way; two values at one place weigh as their sum", () => {
  const turned = (each: PlacedValue) => ({ ...each, eKm: -each.nKm, nKm: each.eKm });
  fc.assert(
    fc.property(places, places, (one, other) => {
      const [from, to] = [centre(one), centre(other)];
      const [fromT, toT] = [centre(one.map(turned)), centre(other.map(turned))];
      expect(fromT.eKm).toBeCloseTo(-from.nKm, 7);
      expect(fromT.varianceE).toBeCloseTo(from.varianceN, 7);
      expect(fromT.covariance).toBeCloseTo(-from.covariance, 7);
      const [way, wayT] = [displacement(from, to), displacement(fromT, toT)];
      expect(wayT.km).toBeCloseTo(way.km, 7);
      // Counter-clockwise by a quarter: 90 degrees less of a bearing.
      if (way.km > 0.01)
        expect(Math.cos(((wayT.bearing - way.bearing + 90) * Math.PI) / 180)).toBeCloseTo(1, 6);
      const twice = centre(
        one.flatMap((each) => [
          { ...each, value: each.value / 2 },
          { ...each, value: each.value / 2 },
        ]),
      );
      expect(twice.eKm).toBeCloseTo(from.eKm, 7);
    }),
  );
});

test("what is told apart has an interval above none, and what is not has one that begins there", () => {
  fc.assert(
    fc.property(places, places, (one, other) => {
      const way = displacement(centre(one), centre(other));
      expect(way.isDistinguishable).toBe(way.lowKm > 0);
      expect(way.lowKm).toBeLessThanOrEqual(way.km);
      expect(way.highKm).toBeGreaterThanOrEqual(way.km);
    }),
  );
  const round = { varianceE: 0.5, varianceN: 0.5, covariance: 0 };
  // Two deviations: outside 1.645 of them along the way, inside the circle of 2.146.
  const way = displacement({ eKm: 0, nKm: 0, ...round }, { eKm: 2, nKm: 0, ...round });
  expect(way).toMatchObject({ km: 2, isDistinguishable: false, lowKm: 0 });
});

test("three weights on a line balance where the law of the lever says", () => {
  const values = [
    { eKm: 0, nKm: 0, value: 20 },
    { eKm: 4, nKm: 0, value: 60 },
  ];
  expect(centre(values)).toMatchObject({ eKm: 3, nKm: 0 });
  expect(centreOfMass([], VARIANCE)).toBeUndefined();
  expect(centreOfMass([{ eKm: 1, nKm: 1, value: -3 }], VARIANCE)).toBeUndefined();
});

test("nothing that only noise moved is told apart from none more than a tenth of the time, give or take", () => {
  const random = randomFrom("centre-of-mass");
  // The mechanism itself: the difference of two geometric variables.
  const geometric = () => Math.floor(Math.log(1 - random.next()) / Math.log(3 / 4));
  const draw = () => geometric() - geometric();
  const truth = Array.from({ length: 20 }, (_, at) => ({
    eKm: 4 * (at % 5),
    nKm: 4 * Math.floor(at / 5),
    value: 60 + 10 * (at % 7),
  }));
  const released = () => centre(truth.map((each) => ({ ...each, value: each.value + draw() })));
  const rounds = 4000;
  let told = 0;
  for (let round = 0; round < rounds; round++) {
    if (displacement(released(), released()).isDistinguishable) told++;
  }
  // Four standard errors of a share of .1 in 4,000 draws are .019.
  expect(Math.abs(told / rounds - 0.1)).toBeLessThan(0.019);
});

test("a move of everyone by one square is told apart, and its interval holds its length", () => {
  const values = Array.from({ length: 16 }, (_, at) => ({
    eKm: 4 * (at % 4),
    nKm: 4 * Math.floor(at / 4),
    value: 90,
  }));
  const way = displacement(centre(values), centre(values.map((each) => ({ ...each, eKm: each.eKm + 4 }))));
  expect(way).toMatchObject({ isDistinguishable: true, bearing: 90 });
  expect(way.km).toBeCloseTo(4, 9);
  expect(way.lowKm).toBeGreaterThan(3);
  expect(way.highKm).toBeLessThan(5);
});
