import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysBetween } from "../../../src/domain/slot.ts";
import { budgetYears, CHARGES } from "../../../src/features/protection/budget-years.ts";

const FROM = "2026-03-30";
const charge = fc.record({
  purpose: fc.constantFrom(...CHARGES).map((name) => (name === "partition" ? name : `${name}:2026-01-05`)),
  epsilon: fc.integer({ min: 1, max: 300_000 }).map((micro) => micro / 1_000_000),
  charged_at: fc.constant("2026-06-01T10:00:00Z"),
  charged_for: fc.integer({ min: -1000, max: 363 }).map((days) => addDays(FROM, days) as string),
});
const budget = { epsilon: 4.5, from: FROM, left: 4.5 };

test("every charge is in the 52 weeks that it is for, once; spent and left make the budget", () => {
  fc.assert(
    fc.property(fc.array(charge, { maxLength: 12 }), (ledger) => {
      const years = budgetYears({ budget, ledger });
      expect(years.map(({ from }) => from)).toEqual(
        years
          .map(({ from }) => from)
          .sort()
          .reverse(),
      );
      expect(years.flatMap(({ charges }) => charges)).toHaveLength(ledger.length);
      for (const { from, to, spent, left, charges, byCharge } of years) {
        expect(daysBetween(from, to)).toBe(363);
        expect(Math.abs(daysBetween(FROM, from) % 364)).toBe(0);
        for (const { day } of charges) expect(day >= from && day <= to).toBe(true);
        expect(spent + left).toBeCloseTo(4.5, 9);
        expect(byCharge.reduce((sum, { epsilon }) => sum + epsilon, 0)).toBeCloseTo(spent, 9);
        if (charges.length > 0) expect(charges[0]?.left).toBeCloseTo(left, 9);
      }
    }),
  );
});

test("the present 52 weeks are there where nothing was charged, with all of the budget", () => {
  expect(budgetYears({ budget, ledger: [] })).toEqual([
    { from: FROM, to: "2027-03-28", spent: 0, left: 4.5, charges: [], byCharge: [] },
  ]);
});
