import fc from "fast-check";
import { expect, test } from "vitest";
import type { PolicyAnswer, PolicyFields } from "../../../src/data/policy.ts";
import {
  changesOf,
  FIELD_GROUPS,
  faultOf,
  fieldsOf,
  isSound,
  UNITS,
  wishOf,
} from "../../../src/features/protection/policy-fields.ts";

const names = FIELD_GROUPS.flatMap(({ fields }) => [...fields]);
const policy = fc
  .tuple(
    fc.array(fc.nat(60), { minLength: names.length, maxLength: names.length }),
    fc.constantFrom(...UNITS),
  )
  .map(
    ([values, unit]) =>
      ({ ...Object.fromEntries(names.map((name, at) => [name, values[at] ?? 0])), unit }) as PolicyFields,
  );
const bounds = Object.fromEntries(
  names.map((name) => [name, { from: 5, to: 50, choices: name === "first_season_km" ? [2, 4, 8] : null }]),
) as unknown as PolicyAnswer["bounds"];

test("a wish put on the policy it came from is the proposal: nothing else is asked for", () => {
  fc.assert(
    fc.property(policy, policy, (from, to) => {
      const wish = wishOf(from, to);
      expect({ ...from, ...wish }).toEqual(to);
      for (const { from: before, to: after } of changesOf(from, to)) expect(before).not.toBe(after);
      expect(wishOf(from, from)).toEqual({});
    }),
  );
});

test("only fields that a dpo may set are taken from a version", () => {
  fc.assert(
    fc.property(policy, (each) => {
      const version = { ...each, version: 3, made_at: "2026-01-01T00:00:00Z", season_from: null };
      expect(fieldsOf(version)).toEqual(each);
    }),
  );
});

test("a value out of bounds, not among the choices or not whole is a fault; leads never see finer than teams", () => {
  fc.assert(
    fc.property(policy, fc.constantFrom(...names), (each, field) => {
      const { from, to, choices } = bounds[field];
      const value = each[field];
      const outside = value < from || value > to || (choices !== null && !choices.includes(value));
      const expected = outside
        ? "bounds"
        : field === "lead_k0" && each.lead_k0 < each.educator_k0
          ? "order"
          : undefined;
      expect(faultOf(field, each, bounds)).toBe(expected);
      expect(faultOf(field, { ...each, [field]: 7.5 }, bounds)).toBe("bounds");
      expect(faultOf(field, { ...each, [field]: Number.NaN }, bounds)).toBe("bounds");
      if (expected) expect(isSound(each, bounds)).toBe(false);
    }),
  );
});
