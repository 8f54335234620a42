import { randomUUID } from "node:crypto";
import type { ImportRow } from "../../src/domain/import-row.ts";
import { call } from "../local/harness/calls.ts";
import { importArgs, sentRow } from "../local/harness/imports.ts";
import { makeOrganisation } from "../local/harness/organisation.ts";
import { KINDS, openBench } from "./databases.ts";
import { type Bench, tenth, timed } from "./report.ts";

const ROWS = 100_000;
const PORTION = 5000;
const GOAL_SECONDS = 60;

/** Invented rows: two years of days, 400 cells, one to three youths. */
function portion(at: number): unknown[] {
  return Array.from({ length: PORTION }, (_, k): Partial<ImportRow> => {
    const n = at * PORTION + k;
    const day = new Date(Date.UTC(2024, 0, 1 + (n % 730))).toISOString().slice(0, 10);
    const cell = (2880 + (n % 20)) * 10_000 + 3750 + (Math.floor(n / 20) % 20);
    return { ...(sentRow({ service_date: day, count: 1 + (n % 3) }) as object), cell } as Partial<ImportRow>;
  });
}

/** What the server needs for a file of 100,000 rows (about 200,000 youths), in portions as the page sends them. */
export async function importBench(bench: Bench): Promise<void> {
  for (const kind of KINDS) {
    const opened = await openBench(kind);
    if ("absent" in opened) {
      bench.say(`import on ${kind} is skipped: ${opened.absent}`);
      continue;
    }
    try {
      const made = await makeOrganisation(opened.db);
      const fields = { batch: randomUUID(), file_digest: "ab".repeat(32), finish: false };
      const before = process.cpuUsage();
      const { ms } = await timed(async () => {
        for (let at = 0; at < ROWS / PORTION; at++) {
          await call(opened.db, made.account("lead"), "import_batch", importArgs(made, portion(at), fields), {
            today: "2026-11-25",
          });
        }
      });
      const { user, system } = process.cpuUsage(before);
      bench.print({
        ...{ bench: "import", database: kind, rows: ROWS, portions: ROWS / PORTION },
        ...{ seconds: tenth(ms / 1000), own_cpu_s: tenth((user + system) / 1e6) },
        ...{ goal: `≤ ${GOAL_SECONDS} s`, met: ms / 1000 <= GOAL_SECONDS },
      });
    } finally {
      await opened.close();
    }
  }
}
