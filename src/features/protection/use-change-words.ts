import type { Change } from "./policy-fields.ts";
import { usePolicyWords } from "./use-policy-words.ts";

/** Says a change of one field: its name, the value before and the value after. */
export function useChangeWords(): (change: Change) => string {
  const say = usePolicyWords();
  return (change) => {
    if (change.field !== "unit") {
      const { field, from, to } = change;
      return say("change", { field: say(`field_${field}`), from, to });
    }
    const [from, to] = [say(`unit_${change.from}`), say(`unit_${change.to}`)];
    return say("change", { field: say("group_unit"), from, to });
  };
}
