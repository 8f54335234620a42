import { randomFrom } from "../../src/domain/random.ts";
import type { Database } from "../../supabase/local/database/database.ts";
import { asOwner } from "../../supabase/local/gateway.ts";
import { type ApiFunction, readCatalogue } from "../../supabase/local/rest/catalogue.ts";
import { type Served, serve } from "../local/server/serve.ts";
import { type HostileCall, hostileCall } from "./hostile-call.ts";
import { type Caller, type FuzzWorld, makeWorld } from "./world.ts";

/** Codes that a call may be refused with: the house's, PostgREST's, and PostgreSQL's for arguments it cannot read. */
const DOCUMENTED = new Set([
  ...["42501", "PT401", "RP001", "RP002", "RP003", "RP004", "RP005", "RP006", "RP007"],
  ...["RP010", "RP011", "RP012"],
  ...["PGRST101", "PGRST102", "PGRST107", "PGRST202", "PGRST203", "25006"],
  // invalid_text_representation, datetime out of range or format, number out of range, zero byte or lone surrogate.
  ...["22P02", "22007", "22008", "22009", "22003", "22P05", "22021", "22023"],
  // More dimensions, or a deeper nesting, than PostgreSQL takes.
  ...["54000", "54001"],
]);

/** What was wrong with an answer. */
interface Finding {
  readonly at: number;
  readonly caller: Caller;
  readonly call: HostileCall;
  readonly why: string;
}

export interface FuzzReport {
  readonly seed: string;
  readonly calls: number;
  readonly functions: number;
  readonly callers: number;
  /** How often each status and code was answered. */
  readonly answers: Readonly<Record<string, number>>;
  readonly median_ms: number;
  readonly p99_ms: number;
  readonly slowest: readonly { readonly name: string; readonly ms: number }[];
  readonly findings: readonly Finding[];
}

/** Makes so many random calls, one after another, and judges every answer. */
export async function fuzz(db: Database, calls: number, seed: string): Promise<FuzzReport> {
  const served = await serve(db, { today: "2026-06-01", releaseSecret: "5e".repeat(32) });
  try {
    const world = await makeWorld(db, served);
    const functions = [...(await asOwner(served.gateway, readCatalogue)).values()].flat();
    return await run(served, world, functions, calls, seed);
  } finally {
    await served.close();
  }
}

async function run(
  served: Served,
  world: FuzzWorld,
  functions: readonly ApiFunction[],
  calls: number,
  seed: string,
): Promise<FuzzReport> {
  const random = randomFrom(seed);
  const answers: Record<string, number> = {};
  const findings: Finding[] = [];
  const times: { name: string; ms: number }[] = [];
  // A connection reads and plans a function at its first call; calls are compared with one another, not with that.
  for (const called of functions) await send(served, undefined, hostileCall(random, called, world.known));
  for (const called of functions)
    await send(served, world.token("lead"), hostileCall(random, called, world.known));
  for (let at = 0; at < calls; at++) {
    // Each function is called by each caller in turn; only the arguments are left to chance.
    const called = functions[at % functions.length] as ApiFunction;
    const caller = world.callers[Math.floor(at / functions.length) % world.callers.length] as Caller;
    const call = hostileCall(random, called, world.known);
    served.log.length = 0;
    const begun = performance.now();
    const { status, text } = await send(served, world.token(caller), call);
    times.push({ name: call.name, ms: performance.now() - begun });
    const judged = judge(status, text, call.name, world, served.log);
    answers[judged.answer] = (answers[judged.answer] ?? 0) + 1;
    for (const why of judged.faults) findings.push({ at, caller, call, why });
  }
  const sorted = times.map(({ ms }) => ms).sort((a, b) => a - b);
  const quantile = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  return {
    ...{ seed, calls, functions: functions.length, callers: world.callers.length },
    answers: Object.fromEntries(Object.entries(answers).sort(([, a], [, b]) => b - a)),
    median_ms: quantile(0.5),
    p99_ms: quantile(0.99),
    slowest: [...times]
      .sort((a, b) => b.ms - a.ms)
      .slice(0, 10)
      .map(({ name, ms }) => ({ name, ms: round(ms) })),
    findings,
  };
}

async function send(
  served: Served,
  token: string | undefined,
  call: HostileCall,
): Promise<{ status: number; text: string }> {
  const answer = await fetch(served.url + call.path, {
    method: call.method,
    headers: {
      "content-type": call.type,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(call.body === undefined ? {} : { body: call.body }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** What an answer is called in the report, and what is wrong with it. */
function judge(
  status: number,
  text: string,
  name: string,
  world: FuzzWorld,
  log: readonly string[],
): { answer: string; faults: string[] } {
  const faults = world.secrets.filter((secret) => text.includes(secret)).map((secret) => `tells ${secret}`);
  if (log.some((line) => /failed/.test(line))) faults.push(`log: ${log.join(" | ")}`);
  if (status === 200 || status === 204) return { answer: String(status), faults };
  const error = parsed(text);
  if (!error) return { answer: String(status), faults: [...faults, `no JSON error: ${text.slice(0, 200)}`] };
  const code = String(error["code"]);
  if (!DOCUMENTED.has(code)) faults.push(`undocumented ${status} ${text.slice(0, 300)}`);
  if (status >= 500) faults.push(`a fault of the server: ${status}`);
  if (error["details"] !== null) faults.push(`details: ${String(error["details"])}`);
  const message = withoutEcho(String(error["message"]), code).replaceAll(name, "");
  if (/relation|column|constraint|schema "|(?:org|field|release|audit|grid|auth)\.\w/i.test(message)) {
    faults.push(`speaks of the inside: ${message}`);
  }
  return { answer: `${status} ${code}`, faults };
}

/** The message without what the caller sent: a value that PostgreSQL could not read, the names of a call's arguments. */
function withoutEcho(message: string, code: string): string {
  if (code === "PGRST202") return message.replace(/\(.*\)/su, "()");
  return code.startsWith("22") ? message.replace(/: ".*"$/su, "") : message;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
