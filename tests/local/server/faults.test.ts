import { describe, expect, inject, test } from "vitest";
import { FAULTS } from "../../faults/table.ts";

/** `npm run bench -- faults` makes each 50 times; here they show that nothing has undone what it found. */
const RUNS = 2;
/** A dozen starts of a server, on a machine that runs other tests beside. */
const PATIENT_MS = 600_000;

const native = inject("nativePostgres");

for (const { name, kinds, run } of FAULTS) {
  // On PGlite a start takes seconds: an import stands for the other works there, and the benchmark makes them all.
  for (const kind of kinds.filter((each) => each === "postgres" || name === "killed during import")) {
    const absent = kind === "postgres" && "absent" in native ? native.absent : undefined;
    describe.skipIf(absent !== undefined)(`${name} (${absent ?? kind})`, () => {
      test("nothing that was acknowledged is lost, nothing is double or half", {
        timeout: PATIENT_MS,
      }, async () => {
        const toll = await run(kind, RUNS);
        expect(toll).toMatchObject({ lost: 0, wrong: 0 });
        expect("acknowledged" in toll && toll.acknowledged).toBeGreaterThan(0);
      });
    });
  }
}
