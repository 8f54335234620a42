import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "@playwright/test";

/** What `npm start -- --json` prints when it is ready, and how to end it. */
export interface Repere {
  readonly url: string;
  readonly anonKey: string;
  readonly accounts: readonly { role: string; email: string; password: string }[];
  /** The data folder, for the command line. */
  readonly data: string;
  /** Everything the server said on stderr so far (the first admin's link among it). */
  said(): string;
  /** Ends the server as Ctrl-C does and starts it again on the same data, with further options (`--today …`). */
  again(options: readonly string[]): Promise<Repere>;
  /** Ends the server as Ctrl-C does and removes its folder. */
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");

/** Environment for a child process: secrets in a folder of the test's own, French messages. */
export function environment(folder: string): NodeJS.ProcessEnv {
  return { ...process.env, REPERE_SECRETS: join(folder, "secrets"), LANG: "fr_FR.UTF-8" };
}

/** Starts the product on a new data folder, as a person would, with further options (`--empty`, `--small`, `--today` …). */
export async function startRepere(options: readonly string[] = []): Promise<Repere> {
  return startIn(mkdtempSync(join(tmpdir(), "repere-e2e-")), options);
}

async function startIn(folder: string, options: readonly string[]): Promise<Repere> {
  const data = join(folder, "data");
  const args = ["supabase/local/start.ts", "--json", "--data", data, "--port", "0", ...options];
  const child = spawn(process.execPath, ["--import", "tsx", ...args], {
    cwd: root,
    env: environment(folder),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const heard: string[] = [];
  child.stderr?.setEncoding("utf8").on("data", (text: string) => heard.push(text));
  const ready = await firstLine(child, heard);
  const again = async (further: readonly string[]) => {
    await ended(child);
    // Accounts are told once, when they are made.
    return { ...(await startIn(folder, further)), accounts: ready.accounts };
  };
  const stop = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...ready, data, said: () => heard.join(""), again, stop };
}

async function firstLine(
  child: ChildProcess,
  heard: string[],
): Promise<Pick<Repere, "url" | "anonKey" | "accounts">> {
  if (!child.stdout) throw new Error("no standard output");
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error(`the server ended before it was ready:\n${heard.join("")}`);
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGINT");
  });
}

/** The credentials of the first demo account of a role. */
export function accountOf(repere: Repere, role: string): { email: string; password: string } {
  const account = repere.accounts.find((one) => one.role === role);
  if (!account) throw new Error(`no demo account for ${role}`);
  return account;
}

/** Collects every request of a page that leaves the product's origin; must stay empty. */
export function foreignRequests(page: Page, origin: string): string[] {
  const foreign: string[] = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob):/.test(url)) foreign.push(url);
  });
  return foreign;
}
