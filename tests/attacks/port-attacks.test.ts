import { describe, expect, test } from "vitest";
import { judged } from "./attack.ts";
import { PORT_ATTACKS } from "./list.ts";

// The reduced run: `npm run attacks` has every city.
const CONTEXT = { trials: 10_000, full: false, say: () => undefined };

describe("attacks by the port", () => {
  for (const attack of PORT_ATTACKS) {
    test(`${attack.id}, ${attack.name}: stays within its bound, and bites where nothing protects`, async () => {
      const result = judged(attack, await attack.run(CONTEXT));
      expect(result.reason).toBeUndefined();
      expect(result.pass).toBe(true);
      expect(result.unprotected).toBeGreaterThanOrEqual(attack.bites);
    }, 300_000);
  }
});
