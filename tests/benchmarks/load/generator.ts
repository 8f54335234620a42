/**
 * The users of `npm run bench -- load`, in a process of their own, so that what they cost is told apart. Its argument is
 * a `LoadWish` as JSON; it writes one `LoadResult` as JSON when every user is done.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { addDays } from "../../../src/domain/slot.ts";
import { DAY } from "../../faults/world.ts";
import { meeting } from "../../local/field/phone.ts";
import { sentRow } from "../../local/harness/imports.ts";
import { percentile } from "../report.ts";
import { type LoadUser, PASSWORD } from "./crowd.ts";

export interface LoadWish {
  readonly url: string;
  readonly users: readonly LoadUser[];
  readonly minutes: number;
}

export interface LoadResult {
  readonly reads: number;
  readonly writes: number;
  /** Calls that failed, by what they answered. */
  readonly errors: Readonly<Record<string, number>>;
  readonly read_p50_ms: number;
  readonly read_p95_ms: number;
  readonly read_p99_ms: number;
  readonly write_p95_ms: number;
  readonly sign_in_p95_ms: number;
  /** Share of one core that this process took. */
  readonly generator_cpu: number;
}

const READ_EVERY_MS = 5000;
const WRITE_EVERY_MS = 60_000;
/** Signing in is meant to be slow: so many at a time. */
const SIGN_INS_AT_ONCE = 4;

const wish = JSON.parse(process.argv[2] ?? "") as LoadWish;
const samples = { reads: [] as number[], writes: [] as number[], signIns: [] as number[] };
const errors: Record<string, number> = {};

/** One call, timed from its first byte sent to its last byte read. */
async function timedCall(into: number[], path: string, token: string, body?: unknown): Promise<unknown> {
  const began = performance.now();
  try {
    const answer = await fetch(`${wish.url}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    into.push(performance.now() - began);
    if (answer.ok) return text === "" ? undefined : JSON.parse(text);
    count(`${path.split("?")[0]} ${answer.status}`);
  } catch (error) {
    count(`${path.split("?")[0]} ${error instanceof Error ? error.name : "failed"}`);
  }
  return undefined;
}

function count(error: string): void {
  errors[error] = (errors[error] ?? 0) + 1;
}

async function signIn(email: string): Promise<string> {
  const body = { email, password: PASSWORD };
  const answer = await timedCall(samples.signIns, "/auth/v1/token?grant_type=password", "", body);
  return (answer as { access_token: string } | undefined)?.access_token ?? "";
}

/** What a user looks at: the map most of all, in ranges of published windows. */
function readPath(user: LoadUser, windows: readonly string[]): string {
  const first = Math.floor(Math.random() * windows.length);
  const last = first + Math.floor(Math.random() * (windows.length - first));
  const range = `from_window=${windows[first]}&to_window=${windows[last]}`;
  const paths = [
    `heat?tier=${user.role}&${range}`,
    `heat?tier=${user.role}&breakdown=place_kind&category=wandering&${range}`,
    `heat?tier=${user.role}`,
    `windows?tier=${user.role}`,
    "coverage",
    "me",
    `week?monday=2026-06-01`,
  ];
  return `/rest/v1/rpc/${paths[Math.floor(Math.random() * paths.length)]}`;
}

function write(user: LoadUser, token: string): Promise<unknown> {
  if (user.role === "educator") {
    const records = [meeting(user.round, 2)];
    return timedCall(samples.writes, "/rest/v1/rpc/sync", token, { records });
  }
  const rows = Array.from({ length: 5 }, (_, n) => sentRow({ service_date: addDays(DAY, -1 - n) }));
  return timedCall(samples.writes, "/rest/v1/rpc/import_batch", token, {
    ...{ batch: randomUUID(), team: user.team, file_digest: "ab".repeat(32), has_recorder_column: false },
    ...{ rows, finish: true },
  });
}

/** Reads and writes at their own steady pace, begun at a random moment of it, whatever the answers take. */
async function live(user: LoadUser, token: string, until: number): Promise<void> {
  const answer = await timedCall(samples.reads, `/rest/v1/rpc/windows?tier=${user.role}`, token);
  const { windows } = (answer ?? { windows: [] }) as { windows: readonly { starts_on: string }[] };
  const starts = [...new Set(windows.map(({ starts_on }) => starts_on))].sort();
  if (starts.length === 0) return count("no windows");
  const every = async (pace: number, work: () => Promise<unknown>) => {
    for (let next = performance.now() + Math.random() * pace; next < until; next += pace) {
      await wait(Math.max(0, next - performance.now()));
      await work();
    }
  };
  await Promise.all([
    every(READ_EVERY_MS, () => timedCall(samples.reads, readPath(user, starts), token)),
    every(WRITE_EVERY_MS, () => write(user, token)),
  ]);
}

const tokens = new Map<LoadUser, string>();
const waiting = [...wish.users];
await Promise.all(
  Array.from({ length: SIGN_INS_AT_ONCE }, async () => {
    for (let user = waiting.shift(); user; user = waiting.shift()) tokens.set(user, await signIn(user.email));
  }),
);
const began = performance.now();
const before = process.cpuUsage();
const until = began + wish.minutes * 60_000;
await Promise.all([...tokens].map(([user, token]) => live(user, token, until)));
const { user, system } = process.cpuUsage(before);
const whole = (share: number, of: readonly number[]) =>
  of.length === 0 ? 0 : Math.round(percentile(of, share));
const result: LoadResult = {
  ...{ reads: samples.reads.length, writes: samples.writes.length, errors },
  ...{ read_p50_ms: whole(0.5, samples.reads), read_p95_ms: whole(0.95, samples.reads) },
  ...{ read_p99_ms: whole(0.99, samples.reads), write_p95_ms: whole(0.95, samples.writes) },
  sign_in_p95_ms: whole(0.95, samples.signIns),
  generator_cpu: Math.round((user + system) / 10 / (performance.now() - began)) / 100,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
