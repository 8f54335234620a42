import { useFormat } from "../../ui/format.ts";
import type { BudgetYear } from "./budget-years.ts";
import { useBudgetWords } from "./use-budget-words.ts";
import "./budget.css";

/** What 52 weeks have spent, by what was paid for, and what they have left: one bar, each part named below. */
export function BudgetBar({ year, budget }: { readonly year: BudgetYear; readonly budget: number }) {
  const say = useBudgetWords();
  const format = useFormat();
  const amount = (value: number) => format.number(Math.round(1000 * value) / 1000);
  return (
    <figure className="budget">
      <div className="budget-bar" aria-hidden>
        {year.byCharge.map(({ charge, epsilon }) => (
          <span
            key={charge}
            className="budget-part"
            data-charge={charge}
            style={{ width: `${(100 * epsilon) / budget}%` }}
          />
        ))}
      </div>
      <figcaption className="budget-key">
        {year.byCharge.map(({ charge, epsilon }) => (
          <span key={charge}>
            <span className="budget-swatch" data-charge={charge} aria-hidden />
            {say("part", { charge: say(`charge_${charge}`), epsilon: amount(epsilon) })}
          </span>
        ))}
        <strong>
          {say("sum", { spent: amount(year.spent), budget: amount(budget), left: amount(year.left) })}
        </strong>
      </figcaption>
    </figure>
  );
}
