export const USAGE =
  "npm run attacks -- [--trials N] [--json] [--only 2,9,utility,proof] [--reduced] [--report FILE]";

const VALUED = ["--trials", "--only", "--report"];
const OPTIONS = [...VALUED, "--json", "--reduced"];

/** What a run is asked for. */
export interface Wish {
  readonly trials: number;
  readonly json: boolean;
  /** Every city and size; else the small and middle ones, and fewer random databases. */
  readonly full: boolean;
  /** File that keeps what was measured, beside what earlier runs of the same commit measured. */
  readonly report: string | undefined;
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
    wants: (name) => only === undefined || only.includes(name),
  };
}
