import { randomUUID } from "node:crypto";
import { randomFrom } from "../../src/domain/random.ts";
import { percentile } from "../benchmarks/report.ts";
import { type Context, exactly, type HttpAttack } from "./attack.ts";
import { type Client, given } from "./http/client.ts";
import { apiFunctions } from "./http/functions.ts";
import { anyArguments, isAllowed } from "./http/fuzz.ts";
import { FIRST_DAY, leafCell, row } from "./http/records.ts";
import type { World } from "./http/world.ts";

const CALLS = { full: 10_000, reduced: 400 };

interface Fuzzed {
  /** Answers that are none of the documented ones, by function and status. */
  readonly surprises: Map<string, number>;
  readonly took: number[];
}

/** Random calls of every function as everybody. */
async function fuzz(world: World, calls: number, say: (text: string) => void): Promise<Fuzzed> {
  const random = randomFrom("fuzz");
  const callers = [
    world.leads[2],
    world.otherEducator,
    world.researcher,
    world.dpo,
    world.admin,
    world.nobody,
  ];
  const functions = apiFunctions();
  const surprises = new Map<string, number>();
  const took: number[] = [];
  for (let call = 0; call < calls; call++) {
    const client = random.pick(callers);
    const called = functions[call % functions.length];
    if (!called) throw new Error("the product has no function");
    const args = anyArguments(random, called);
    const began = performance.now();
    const answer = await send(client, called.name, args, called.stable && random.chance(0.3));
    took.push(performance.now() - began);
    if (!isAllowed(answer.status, answer.text)) {
      const name = `${called.name} ${answer.status} ${answer.text.slice(0, 80)}`;
      surprises.set(name, (surprises.get(name) ?? 0) + 1);
    }
    if (call % 2000 === 1999) say(`errors: ${call + 1} random calls`);
    client.transcript.length = Math.min(client.transcript.length, 5000);
  }
  return { surprises, took };
}

function send(client: Client, name: string, args: Record<string, unknown>, byGet: boolean) {
  if (!byGet) return client.post(name, args);
  const flat = Object.entries(args).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return client.get(name, Object.fromEntries(flat));
}

/** PostgREST's ways to count, embed, filter and look elsewhere; there is nothing to be had by them. */
const TRICKS: readonly { path: string; headers?: Record<string, string>; method?: string }[] = [
  ...["visit", "contact", "field.contact", "release.cell", "audit.event", "org.member"].map((name) => ({
    path: `/rest/v1/${name}?select=*`,
    headers: { prefer: "count=exact" },
  })),
  { path: "/rest/v1/" },
  { path: "/rest/v1/rpc/" },
  { path: "/rest/v1/rpc/heat?select=leaf,class&tier=lead" },
  { path: "/rest/v1/rpc/windows?tier=lead&limit=1", headers: { prefer: "count=exact" } },
  ...["field", "release", "org", "audit", "public", "auth", "pg_catalog"].map((profile) => ({
    path: "/rest/v1/rpc/me",
    headers: { "accept-profile": profile },
  })),
  { path: "/rest/v1/rpc/release.secret" },
  { path: "/rest/v1/rpc/api.me" },
  { path: "/rest/v1/rpc/me;select 1" },
  { path: "/rest/v1/rpc/pg_sleep?seconds=5" },
  { path: "/rest/v1/rpc/me", headers: { accept: "application/vnd.pgrst.plan+json" } },
  { path: "/rest/v1/rpc/me", method: "PUT" },
  { path: "/graphql/v1" },
  { path: "/storage/v1/object/list/backups" },
  { path: "/realtime/v1/websocket" },
  { path: "/auth/v1/admin/users" },
  { path: "/pg/tables" },
];

/** Tricks that were answered with anything but a refusal, or with what the plain call answers. */
async function tricked(client: Client): Promise<string[]> {
  const plain = (await client.get("me")).text;
  const found: string[] = [];
  for (const { path, headers, method } of TRICKS) {
    const answer = await client.ask(path, { ...(headers ? { headers } : {}), ...(method ? { method } : {}) });
    const refused = answer.status >= 400 && answer.status < 500;
    if (!refused && answer.text !== plain && !answer.text.includes("<!doctype html>"))
      found.push(`${path} ${answer.status}`);
    const range = answer.headers.get("content-range");
    if (range !== null && /\/\d+$/.test(range)) found.push(`${path} counts ${range}`);
  }
  return found;
}

/** Whether a lead learns from an import's answer that a colleague imported the same rows before. */
async function importOracle({ leads, teams }: World): Promise<number> {
  const rows = Array.from({ length: 20 }, () => row({ cell: leafCell(30, 0), service_date: FIRST_DAY }));
  const fresh = rows.map((each) => ({ ...each, id: randomUUID() }));
  const file = "ab".repeat(32);
  const send = async (client: Client, sent: unknown, digest: string) => {
    const args = {
      batch: randomUUID(),
      team: teams[0],
      file_digest: digest,
      has_recorder_column: false,
      rows: sent,
      finish: true,
    };
    return JSON.stringify(given(await client.post("import_batch", args)));
  };
  await send(leads[1], rows, file);
  const known = await send(leads[2], rows, file);
  const unknown = await send(leads[2], fresh, "cd".repeat(32));
  return known === unknown ? 0 : 1;
}

async function run({ full, say }: Context, world: World) {
  const { surprises, took } = await fuzz(world, full ? CALLS.full : CALLS.reduced, say);
  const tricks = await tricked(world.leads[2]);
  for (const each of [...surprises.keys(), ...tricks]) say(`errors: ${each}`);
  const oracle = await importOracle(world);
  return {
    parts: [
      exactly(
        "answers outside the documented ones",
        [...surprises.values()].reduce((sum, each) => sum + each, 0),
        0,
      ),
      exactly("count, embedding and other words that are answered", tricks.length, 0),
      exactly("imports that tell of a colleague's rows", oracle, 0),
    ],
    // Ids that are shared between accounts: the second import of a colleague's rows says "repeated".
    unprotected: sharedIds(),
    beside: {
      "random calls": took.length,
      "slowest hundredth, medians": percentile(took, 0.99) / percentile(took, 0.5),
    },
  };
}

/** An import that keys rows by their file's ids alone, not by account: what it says the second time. */
function sharedIds(): number {
  const taken = new Set<string>();
  const accept = (ids: readonly string[]) => ids.filter((id) => !taken.has(id) && taken.add(id)).length;
  const ids = [randomUUID(), randomUUID()];
  const [first, second] = [accept(ids), accept(ids)];
  return first === second ? 0 : 1;
}

/** Attack 14: what refusals, counts and imports give away. */
export const errors: HttpAttack = {
  id: 14,
  name: "errors, random calls, counting and import oracles",
  bites: 1,
  run,
};
