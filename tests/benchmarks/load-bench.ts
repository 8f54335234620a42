import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Ground, KINDS, type Kind, makeGround } from "../faults/grounds.ts";
import { startServing } from "../faults/server-process.ts";
import { type LoadUser, makeCrowd } from "./load/crowd.ts";
import type { LoadResult, LoadWish } from "./load/generator.ts";
import { type Bench, percentile } from "./report.ts";

const READ_GOAL_MS = 150;
/** How much more memory the server may take at the end than once it was warm. */
const FLAT = 1.1;
const SAMPLE_EVERY_MS = 2000;
/** An embedded database is for one desk: a tenth of the users, a fifth of the records. */
const SIZES = {
  postgres: { users: 1, contacts: 100_000 },
  pglite: { users: 0.1, contacts: 20_000 },
} as const;

/**
 * So many users at once for so many minutes, each reading every 5 s and writing every 60 s over HTTP with a session of
 * their own; the server, the users and PostgreSQL are processes of their own on this machine.
 */
export async function loadBench(bench: Bench): Promise<void> {
  for (const kind of KINDS.filter((each) => each.includes(bench.only))) {
    const users = Math.max(1, Math.round(bench.users * SIZES[kind].users));
    const { contacts } = SIZES[kind];
    bench.say(`${kind}: ${users} users; making and publishing ${contacts} contacts`);
    const ground = await makeGround(kind, {
      fill: (db, superuser) => makeCrowd(db, superuser, { kind, users, contacts }),
    });
    if ("absent" in ground) {
      bench.say(`load on ${kind} is skipped: ${ground.absent}`);
      continue;
    }
    try {
      await loadOn(bench, kind, ground);
    } finally {
      ground.close();
    }
  }
}

async function loadOn(bench: Bench, kind: Kind, ground: Ground<readonly LoadUser[]>): Promise<void> {
  const place = await ground.copy();
  const server = await startServing(place.wish);
  const memory: number[] = [];
  const look = setInterval(() => memory.push(residentMegabytes(server.pid)), SAMPLE_EVERY_MS);
  const before = cpuSeconds(server.pid);
  const began = performance.now();
  bench.say(`${kind}: signing in, then ${bench.minutes} minutes`);
  const result = await generate({ url: server.url, users: ground.world, minutes: bench.minutes });
  const seconds = (performance.now() - began) / 1000;
  clearInterval(look);
  const server_cpu = Math.round(((cpuSeconds(server.pid) - before) / seconds) * 100) / 100;
  await server.end();
  const { errors, ...figures } = result;
  const failed = Object.values(errors).reduce((sum, one) => sum + one, 0);
  if (failed > 0) bench.say(JSON.stringify(errors));
  const [warm, last] = [fifth(memory, 1), fifth(memory, 4)];
  bench.print({
    ...{ bench: "load", database: kind, users: ground.world.length, minutes: bench.minutes, ...figures },
    ...{ errors: failed, server_cpu, server_mb_warm: warm, server_mb_end: last },
    server_mb_slope_per_minute: perMinute(memory.slice(Math.floor(memory.length / 5))),
    goal: `p95 of reads ≤ ${READ_GOAL_MS} ms, 0 errors, memory flat (≤ ${FLAT}×)`,
    met: figures.read_p95_ms <= READ_GOAL_MS && failed === 0 && last <= warm * FLAT,
  });
}

async function generate(wish: LoadWish): Promise<LoadResult> {
  const script = join(import.meta.dirname, "load/generator.ts");
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--import", "tsx", script, JSON.stringify(wish)], {
    maxBuffer: 2 ** 24,
  });
  return JSON.parse(stdout) as LoadResult;
}

/** Median of the nth fifth of the samples. */
function fifth(samples: readonly number[], nth: number): number {
  const size = samples.length / 5;
  return percentile(samples.slice(Math.floor(nth * size), Math.max(Math.ceil((nth + 1) * size), 1)), 0.5);
}

/** Least squares through the samples once warm: how much the memory grows in a minute. */
function perMinute(samples: readonly number[]): number {
  const middle = (samples.length - 1) / 2;
  const mean = samples.reduce((sum, one) => sum + one, 0) / samples.length;
  const spread = samples.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  const slope = samples.reduce((sum, one, at) => sum + (at - middle) * (one - mean), 0) / (spread || 1);
  return Math.round(((slope * 60_000) / SAMPLE_EVERY_MS) * 100) / 100;
}

function residentMegabytes(pid: number): number {
  const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(found?.[1] ?? 0) / 1024);
}

/** Seconds of processor time so far; the kernel counts hundredths. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
