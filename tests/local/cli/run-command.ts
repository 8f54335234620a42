import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/** How a command ended, and what it said where. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed. */
  json(): Record<string, unknown>;
}

/** Commands that stand with the tests. */
const FILES: Readonly<Record<string, string>> = {
  attacks: "tests/attacks/attacks.ts",
  bench: "tests/benchmarks/bench.ts",
};

/** Runs `npm run NAME -- …` as a process of its own, in English unless `env` says otherwise. */
export function runCommand(
  name: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const child = spawn(process.execPath, ["--import", "tsx", FILES[name] ?? `src/cli/${name}.ts`, ...words], {
    cwd: ROOT,
    env: { ...process.env, LC_ALL: "en_GB.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  return new Promise((done) => {
    child.once("close", (code) =>
      done({ code, out, err, json: () => JSON.parse(out) as Record<string, unknown> }),
    );
  });
}
