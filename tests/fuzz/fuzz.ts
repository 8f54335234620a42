/** `npm run fuzz -- [--calls N] [--seed TEXT] [--json]`: random calls to every api function as everybody, over HTTP. */
import { parseArgs } from "node:util";
import { openDatabase } from "../../supabase/local/database/open.ts";
import { prepareDumps } from "../local/harness/prepared.ts";
import { fuzz } from "./fuzz-run.ts";

const { values } = parseArgs({
  options: {
    calls: { type: "string", default: "10000" },
    seed: { type: "string", default: "repere" },
    json: { type: "boolean", default: false },
  },
});

const { migrated } = await prepareDumps();
const db = await openDatabase({ seedDump: migrated });
try {
  const report = await fuzz(db, Number(values.calls), values.seed);
  const ratio = report.p99_ms / report.median_ms;
  const passed = report.findings.length === 0 && ratio <= 10;
  if (values.json) process.stdout.write(`${JSON.stringify({ ...report, ratio, passed })}\n`);
  else {
    const { calls, functions, callers, seed, median_ms, p99_ms, findings } = report;
    console.table(report.answers);
    console.table(report.slowest);
    for (const { at, caller, call, why } of findings.slice(0, 40)) {
      console.log(
        `${at} ${caller} ${call.method} ${call.path.slice(0, 200)} ${call.body?.slice(0, 300)}\n  ${why}`,
      );
    }
    console.log(
      `${calls} calls to ${functions} functions by ${callers} kinds of callers (seed ${seed}): ` +
        `${findings.length} findings; median ${median_ms} ms, p99 ${p99_ms} ms, ratio ${ratio.toFixed(1)}`,
    );
  }
  process.exitCode = passed ? 0 : 1;
} finally {
  await db.close();
}
