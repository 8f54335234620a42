import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(import.meta.dirname, "../../..");

/** A start of the product in a process of its own. */
export interface Launched {
  readonly child: ChildProcess;
  /** The line of `--json`, or undefined where the process ended without one. */
  readonly ready: Promise<{ url: string; anonKey: string; accounts: unknown[] } | undefined>;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  /** Everything it said on standard error so far. */
  said(): string;
  /** Everything it wrote to standard output so far. */
  wrote(): string;
}

/** Starts supabase/local/start.ts as a person would, with secrets in a folder of the test's own. */
export function launch(
  folder: string,
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Launched {
  const child = spawn(process.execPath, ["--import", "tsx", "supabase/local/start.ts", ...words], {
    cwd: ROOT,
    env: {
      ...process.env,
      REPERE_SECRETS: join(folder, "secrets"),
      REPERE_LOGIC: "1",
      LANG: "en_GB.UTF-8",
      LC_ALL: "",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard = { out: "", err: "" };
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    heard.err += text;
  });
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    heard.out += text;
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const line = new Promise<string>((resolve) => createInterface(child.stdout).once("line", resolve));
  const ready = Promise.race([line.then((text) => JSON.parse(text)), ended.then(() => undefined)]);
  return { child, ready, ended, said: () => heard.err, wrote: () => heard.out };
}
