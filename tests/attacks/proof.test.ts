import { expect, test } from "vitest";
import { eachDatabase } from "../local/harness/each-database.ts";
import { prove } from "./proof/proof.ts";

eachDatabase("the port of the release pipeline", (db) => {
  // 1,000 in `npm run attacks`.
  test("shows exactly what the SQL shows, on random databases with files, late records and learned seasons", async () => {
    const proof = await prove(db(), 40, () => undefined);
    expect(proof.different).toEqual([]);
    expect(proof.equal).toBe(80);
    // The comparison would prove nothing if every leaf were hidden, or none.
    expect(proof.shownLeaves).toBeGreaterThan(20);
    expect(proof.shownCategories).toBeGreaterThan(20);
    expect(proof.leaves).toBeGreaterThan(2 * proof.shownLeaves);
  });
});
