import { expect, test } from "@playwright/test";
import { judged } from "../attacks/attack.ts";
import { sharedBrowser } from "../attacks/attack-25-shared-browser.ts";

test("the next account at a shared browser finds nothing of the ones before (attack 25)", async () => {
  test.setTimeout(400_000);
  const context = { trials: 1, full: false, say: () => undefined };
  const result = judged(sharedBrowser, await sharedBrowser.run(context));
  expect(result.reason).toBeUndefined();
  expect(result.pass).toBe(true);
});
