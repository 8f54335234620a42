import type { Random } from "../../src/domain/random.ts";
import type { ApiFunction } from "../../supabase/local/rest/catalogue.ts";
import { hostileValue, likelyValue } from "./hostile-values.ts";

/** A request as it goes over the wire. */
export interface HostileCall {
  readonly name: string;
  readonly path: string;
  readonly method: "GET" | "POST";
  readonly body: string | undefined;
  readonly type: string;
}

/** One call of a function with arguments that are missing, too many, of the wrong type, or no JSON at all. */
export function hostileCall(random: Random, called: ApiFunction, known: readonly string[]): HostileCall {
  const args = argumentsOf(random, called, known);
  const path = `/rest/v1/rpc/${encodeURIComponent(called.name)}`;
  const type = random.chance(0.03) ? "text/plain" : "application/json";
  if (random.chance(0.2)) {
    return { name: called.name, path: `${path}?${query(args)}`, method: "GET", body: undefined, type };
  }
  const body = random.chance(0.06) ? broken(random, args) : JSON.stringify(args);
  return { name: called.name, path, method: "POST", body, type };
}

function argumentsOf(random: Random, called: ApiFunction, known: readonly string[]): Record<string, unknown> {
  // Most calls fit but for one argument: several wrong ones would all be stopped by the first.
  const wrong = random.chance(0.2) ? -1 : random.int(Math.max(1, called.arguments.length));
  const args: Record<string, unknown> = {};
  for (const [at, { name, type, optional }] of called.arguments.entries()) {
    if (random.chance(optional ? 0.4 : 0.02)) continue;
    const isWrong = wrong === -1 || at === wrong;
    args[name] = isWrong ? hostileValue(random, known) : likelyValue(random, type, known);
  }
  if (random.chance(0.03)) args[random.pick(["organisation", "role", "__proto__", "'", ""])] = 1;
  return args;
}

function query(args: Readonly<Record<string, unknown>>): string {
  const wellFormed = (text: string) => text.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  return Object.entries(args)
    .map(([name, value]) => {
      const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
      return `${encodeURIComponent(name)}=${encodeURIComponent(wellFormed(text).slice(0, 4000))}`;
    })
    .join("&");
}

/** Bodies that are no JSON object, or one that names an argument twice, or is deeper than a stack. */
function broken(random: Random, args: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify(args);
  return random.pick([
    text.slice(0, -1),
    `[${text}]`,
    "null",
    "7",
    '"text"',
    "{'single': 1}",
    text.replace("{", '{"sector":1,"sector":2,'),
    `{"cells":${"[".repeat(20_000)}${"]".repeat(20_000)}}`,
    "\u0000",
    `${text}${text}`,
  ]);
}
