import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { environment } from "../e2e/harness.ts";
import type { Bench } from "./report.ts";
import { tenth, timed } from "./report.ts";

const ROOT = join(import.meta.dirname, "../..");
const LATER_STARTS = 3;
const FIRST_GOAL_S = 60;
const LATER_GOAL_S = 12;
/** Clock ticks a second in /proc, on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Seconds from the command to the line that says it is ready, on a new folder with the demonstration and on the same
 * folder again. Processor seconds stand beside them: on a busy machine they tell how much of it was waiting.
 */
export async function startBench(bench: Bench): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "repere-start-"));
  try {
    bench.say("first start");
    report(bench, "first", FIRST_GOAL_S, await startOnce(folder));
    for (let nth = 1; nth <= LATER_STARTS; nth++) {
      bench.say(`later start ${nth}`);
      report(bench, "later", LATER_GOAL_S, await startOnce(folder));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Start {
  readonly seconds: number;
  readonly cpuSeconds: number | undefined;
}

function report(bench: Bench, start: string, goal: number, { seconds, cpuSeconds }: Start): void {
  bench.print({
    ...{ bench: "start", start, seconds: tenth(seconds), cpu_seconds: cpuSeconds },
    ...{ goal: `≤ ${goal} s on two cores`, met: seconds <= goal },
  });
}

async function startOnce(folder: string): Promise<Start> {
  const { ms, value: child } = await timed(() => ready(folder));
  const cpuSeconds = cpuOf(child);
  child.kill("SIGTERM");
  await new Promise((resolve) => child.once("exit", resolve));
  return { seconds: ms / 1000, cpuSeconds };
}

async function ready(folder: string): Promise<ChildProcess> {
  const args = ["supabase/local/start.ts", "--json", "--port", "0", "--data", join(folder, "data")];
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: ROOT,
    env: environment(folder),
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith("{")) return child;
  }
  throw new Error("the server ended before it was ready");
}

/** Processor seconds of a process and of the children it waited for; undefined where /proc does not exist. */
function cpuOf({ pid }: ChildProcess): number | undefined {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    // utime, stime, cutime and cstime are fields 14 to 17; the name in brackets is the second.
    return tenth(fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS);
  } catch {
    return undefined;
  }
}
