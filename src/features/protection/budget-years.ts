import type { PolicyAnswer } from "../../data/policy.ts";
import { addDays, daysBetween } from "../../domain/slot.ts";

/** What a charge of the ledger paid for. */
export const CHARGES = [
  "partition",
  "total",
  "age_band",
  "gender",
  "place_kind",
  "flows",
  "profile",
] as const;
type Charge = (typeof CHARGES)[number];

interface Charged {
  /** Place in the ledger: several charges have one moment. */
  readonly nth: number;
  readonly charge: Charge;
  /** First day of the quarter or season that it is for. */
  readonly day: string;
  readonly epsilon: number;
  readonly chargedAt: string;
  /** What its 52 weeks had left afterwards. */
  readonly left: number;
}

/** The budget of 52 weeks. */
export interface BudgetYear {
  readonly from: string;
  readonly to: string;
  readonly spent: number;
  readonly left: number;
  /** Newest first. */
  readonly charges: readonly Charged[];
  readonly byCharge: readonly { readonly charge: Charge; readonly epsilon: number }[];
}

const DAYS = 364;

/** Cuts the ledger into budgets of 52 weeks, newest first; the present one is there even where nothing was charged. */
export function budgetYears({ budget, ledger }: Pick<PolicyAnswer, "budget" | "ledger">): BudgetYear[] {
  const yearOf = (day: string) =>
    addDays(budget.from, DAYS * Math.floor(daysBetween(budget.from, day) / DAYS));
  const years = new Set<string>([budget.from, ...ledger.map(({ charged_for }) => yearOf(charged_for))]);
  return [...years]
    .sort()
    .reverse()
    .map((from) => {
      let left = budget.epsilon;
      const charges = ledger
        .filter(({ charged_for }) => yearOf(charged_for) === from)
        .map(({ purpose, epsilon, charged_at, charged_for }, nth) => {
          left -= epsilon;
          return { nth, charge: chargeOf(purpose), day: charged_for, epsilon, chargedAt: charged_at, left };
        });
      const sum = (of: readonly Charged[]) => of.reduce((total, { epsilon }) => total + epsilon, 0);
      const byCharge = CHARGES.map((charge) => ({
        charge,
        epsilon: sum(charges.filter((each) => each.charge === charge)),
      })).filter(({ epsilon }) => epsilon > 0);
      return {
        from,
        to: addDays(from, DAYS - 1),
        spent: sum(charges),
        left,
        charges: charges.reverse(),
        byCharge,
      };
    });
}

/** `partition`, or a table or flows followed by the quarter (release.ledger.purpose). */
function chargeOf(purpose: string): Charge {
  const name = purpose.split(":")[0];
  const known = CHARGES.find((charge) => charge === name);
  if (!known) throw new RangeError("unknown charge");
  return known;
}
