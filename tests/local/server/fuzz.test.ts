import { expect, test } from "vitest";
import { fuzz } from "../../fuzz/fuzz-run.ts";
import { eachDatabase } from "../harness/each-database.ts";

/** Enough to call every function as everybody about twice; `npm run fuzz` makes 10,000. */
const CALLS = Number(process.env["REPERE_FUZZ_CALLS"] ?? 1500);

eachDatabase("random calls to every function as everybody", (db) => {
  test("are answered with documented codes alone: no data, no crash, nothing of the inside", async () => {
    const report = await fuzz(db(), CALLS, "ci");
    expect(
      report.findings.map(({ at, caller, call, why }) => [at, caller, call.path.slice(0, 200), why]),
    ).toEqual([]);
    // Not every call is stopped at the door, and not every one goes through.
    expect(report.answers["200"]).toBeGreaterThan(CALLS / 50);
    for (const answer of ["401 PT401", "403 42501", "401 42501", "400 RP001", "404 PGRST202"]) {
      expect([answer, report.answers[answer]]).toEqual([answer, expect.any(Number)]);
    }
  }, 600_000);
});
