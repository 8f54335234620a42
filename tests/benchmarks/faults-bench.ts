import { FAULTS } from "../faults/table.ts";
import type { Bench } from "./report.ts";

/**
 * The table of faults (docs/faults.md): for each fault and database how often it was made, what the server had
 * acknowledged, and what of it was gone, double or half afterwards. `--runs` says how often each work is killed, and
 * `--only` names a part of the rows.
 */
export async function faultsBench({ runs, only, print, say }: Bench): Promise<void> {
  const rows = FAULTS.flatMap((fault) => fault.kinds.map((kind) => ({ fault, kind })));
  for (const { fault, kind } of rows.filter((row) => `${row.kind} ${row.fault.name}`.includes(only))) {
    say(`${kind}: ${fault.name}`);
    const toll = await fault.run(kind, fault.repeated ? runs : 1);
    if ("absent" in toll) {
      say(`skipped: ${toll.absent}`);
      continue;
    }
    const { acknowledged, lost, wrong, recoveredWithinMs } = toll;
    print({
      ...{ bench: "faults", fault: fault.name, database: kind, runs: toll.runs, acknowledged, lost },
      ...{ double_or_half: wrong, recovered_within_s: Math.round(recoveredWithinMs / 100) / 10 },
      ...{
        goal: "0 lost, 0 double or half, by itself",
        met: lost === 0 && wrong === 0 && acknowledged > 0,
      },
    });
  }
}
