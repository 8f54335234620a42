import { gzipSync } from "node:zlib";
import { call } from "../local/harness/calls.ts";
import { openBench } from "./databases.ts";
import { makeManyLeaves } from "./many-leaves.ts";
import type { Bench } from "./report.ts";

const LEAVES = 10_000;
const GOAL_BYTES = 40_000;

/** Bytes of the answers that a map of 10,000 leaves needs: the partition once a season, the classes for each range. */
export async function sizeBench(bench: Bench): Promise<void> {
  const opened = await openBench("pglite");
  if ("absent" in opened) return;
  try {
    bench.say(`making a season of ${LEAVES} leaves`);
    const { lead, today, season, windows } = await makeManyLeaves(opened.db, LEAVES);
    const ask = (name: string, args: Record<string, unknown>) =>
      call<{ leaf: number[]; class?: number[] }>(opened.db, lead, name, args, { today });
    const range = (from?: string, to?: string) =>
      ask("heat", { tier: "lead", from_window: from, to_window: to });
    const leaves = await ask("leaves", { season });
    const one = await range(windows.at(-1), windows.at(-1));
    const year = await range(windows[0], windows.at(-1));
    const bytes = { leaves: packed(leaves), one: packed(one), year: packed(year) };
    const both = bytes.leaves + Math.max(bytes.one, bytes.year);
    bench.print({
      ...{ bench: "size", leaves: year.leaf.length, shown: year.class?.filter((each) => each > 0).length },
      ...{ leaves_gzip_bytes: bytes.leaves, heat_one_window_gzip_bytes: bytes.one },
      ...{ heat_four_windows_gzip_bytes: bytes.year, both_gzip_bytes: both },
      ...{ plain_bytes: JSON.stringify(leaves).length + JSON.stringify(year).length },
      ...{ goal: `heat + leaves ≤ ${GOAL_BYTES} bytes gzip`, met: both <= GOAL_BYTES },
    });
  } finally {
    await opened.close();
  }
}

function packed(answer: unknown): number {
  return gzipSync(JSON.stringify(answer)).length;
}
