import type { Target } from "../../src/cli/connect.ts";

export const USAGE =
  "npm run attacks -- [--trials N] [--json] [--only 2,9,utility,proof] [--reduced] [--report FILE]\n" +
  "npm run attacks -- --as EMAIL [--data DIR | --url URL] [--json]: those that only read, on a server that runs, as a lead";

const VALUED = ["--trials", "--only", "--report", "--as", "--data", "--url"];
const OPTIONS = [...VALUED, "--json", "--reduced", "--help"];

/** What a run is asked for. */
export interface Wish {
  readonly trials: number;
  readonly json: boolean;
  /** Every city and size; else the small and middle ones, and fewer random databases. */
  readonly full: boolean;
  /** File that keeps what was measured, beside what earlier runs of the same commit measured. */
  readonly report: string | undefined;
  /** The account of a lead on a server that runs, which is attacked instead of an invented world. */
  readonly target: Target | undefined;
  readonly help: boolean;
  /** Whether an attack (by number), `utility` or `proof` is to be run. */
  wants(name: string): boolean;
}

/** Reads the command line; a word that was not understood comes back as it is. */
export function readWish(words: readonly string[]): Wish | string {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!OPTIONS.includes(word)) return word;
    given.set(word, VALUED.includes(word) ? (words[++at] ?? "") : "");
  }
  const trials = Number(given.get("--trials") ?? 10_000);
  if (!Number.isInteger(trials) || trials < 100) return "--trials";
  if (given.get("--report") === "") return "--report";
  const only = given.get("--only")?.split(",");
  return {
    trials,
    json: given.has("--json"),
    full: !given.has("--reduced"),
    report: given.get("--report"),
    help: given.has("--help"),
    target: ["--as", "--data", "--url"].some((option) => given.has(option))
      ? { as: given.get("--as"), data: given.get("--data"), url: given.get("--url") }
      : undefined,
    wants: (name) => only === undefined || only.includes(name),
  };
}
