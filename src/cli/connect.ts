import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { answerCodeRequests } from "../data/code-request.ts";
import { anonKeyOf, connectWithPassword, connectWithToken } from "../data/command-line.ts";
import { emailOf } from "../data/session.ts";
import { askCode } from "./ask-code.ts";
import { CliError, required } from "./cli-error.ts";
import { say } from "./say.ts";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const START_LIMIT_MS = 180_000;
/** A command-line token lives ten minutes; a new one is asked for well before. */
const TOKEN_AGE_MS = 300_000;

/** Which back end, and as whom. */
export interface Target {
  /** Data folder; the default one where neither it nor `url` is given. */
  readonly data?: string | undefined;
  readonly url?: string | undefined;
  /** E-mail or identifier of the account. */
  readonly as?: string | undefined;
}

/** Where the data folder is by default. */
const DEFAULT_FOLDER = ".repere";

/** What a running server leaves in its folder, for whoever owns the folder. */
interface ServerFile {
  readonly url: string;
  readonly pid: number;
  readonly key: string;
}

/**
 * Connects this process's calls to a back end and returns how to let go of it. On a data folder: through the
 * server that holds it, else through one started for the occasion (the folder must exist); owning the folder
 * gives a short-lived token for `as`. On a URL: with the password of REPERE_PASSWORD, and a code of the second factor
 * where a call demands one.
 *
 * @throws CliError `no_account`, `two_targets`, `no_password`, `no_folder`, `unreachable`, `start_failed`, `disk_full` …
 */
export async function connect(target: Target): Promise<() => Promise<void>> {
  return (await openSession(target)).release;
}

/** A session for calls that are made by hand: attacks and benchmarks on a server that runs. */
export interface CommandSession {
  readonly url: string;
  readonly anonKey: string;
  readonly token: string;
  /** The server was started for this command and ends with it. */
  readonly started: boolean;
  /** Lets go of the back end. */
  release(): Promise<void>;
}

/** `connect`, and what it connected with; the token lives ten minutes at least. Throws as `connect` does. */
export async function openSession({ data, url, as }: Target): Promise<CommandSession> {
  if (as === undefined) throw new CliError("no_account");
  if (url !== undefined && data !== undefined) throw new CliError("two_targets");
  if (url !== undefined) return connectToUrl(url, as);
  return connectToFolder(resolve(data ?? DEFAULT_FOLDER), as);
}

async function connectToUrl(url: string, as: string): Promise<CommandSession> {
  const password = process.env["REPERE_PASSWORD"];
  if (password === undefined || password === "") throw new CliError("no_password");
  if (!URL.canParse(url)) throw new CliError("unreachable", url);
  const anonKey = process.env["REPERE_ANON_KEY"] ?? (await reach(url, () => anonKeyOf(url)));
  const token = required(await reach(url, () => connectWithPassword(url, anonKey, as, password)), as);
  const stop = answerCodeRequests(askCode);
  return { url, anonKey, token, started: false, release: async () => stop() };
}

async function connectToFolder(folder: string, as: string): Promise<CommandSession> {
  const held = await serverOf(folder);
  const started = held ? undefined : await startServer(folder);
  const stop = async () => started && (await ended(started));
  try {
    const server = held ?? (await serverOf(folder));
    if (!server) throw new CliError("start_failed", folder);
    const anonKey = await reach(server.url, () => anonKeyOf(server.url));
    const token = renewed(() => commandToken(server, as));
    const first = await token();
    connectWithToken(server.url, anonKey, token);
    const release = async () => {
      await stop();
    };
    return { url: server.url, anonKey, token: first, started: started !== undefined, release };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The server that holds a folder; undefined where none is there or it is gone. */
async function serverOf(folder: string): Promise<ServerFile | undefined> {
  const text = await readFile(join(folder, "server.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const server = JSON.parse(text) as ServerFile;
  const answer = await fetch(new URL("/local/v1/health", server.url)).catch(() => undefined);
  if (answer) await requireRoom(answer);
  return answer?.ok ? server : undefined;
}

/** @throws CliError `disk_full` where the server says so. */
async function requireRoom(answer: Response): Promise<void> {
  if (answer.status !== 503) return;
  const said = (await answer.json().catch(() => undefined)) as { error?: string } | undefined;
  if (said?.error === "disk_full") throw new CliError("disk_full");
}

async function commandToken(server: ServerFile, as: string): Promise<string> {
  const answer = await reach(server.url, () =>
    fetch(new URL("/local/v1/command-token", server.url), {
      method: "POST",
      headers: { "content-type": "application/json", "x-repere-key": server.key },
      body: JSON.stringify({ email: emailOf(as) }),
    }),
  );
  if (answer.status === 404) throw new CliError("unknown_account", as);
  await requireRoom(answer);
  if (!answer.ok) throw new CliError("not_allowed", as);
  const { token } = (await answer.json()) as { token: string };
  return token;
}

/** Asks again once the last answer is half as old as a token gets. */
function renewed(ask: () => Promise<string>): () => Promise<string> {
  let last: { readonly token: string; readonly at: number } | undefined;
  return async () => {
    if (!last || Date.now() - last.at > TOKEN_AGE_MS) last = { token: await ask(), at: Date.now() };
    return last.token;
  };
}

async function startServer(folder: string): Promise<ChildProcess> {
  const facts = await readFile(join(folder, "folder.json")).catch(() => undefined);
  if (!facts) throw new CliError("no_folder", folder);
  say("starting", folder);
  const script = join(ROOT, "supabase/local/start.ts");
  const args = ["--import", "tsx", script, "--json", "--data", folder, "--port", "0"];
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: ["ignore", "pipe", "inherit"] });
  try {
    await firstLine(child);
    return child;
  } catch (error) {
    await ended(child);
    throw error;
  }
}

/** Waits for the one line that the server prints when it is ready. */
function firstLine(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    const limit = setTimeout(() => failed(new CliError("start_failed", "timeout")), START_LIMIT_MS);
    child.once("exit", (code) => failed(new CliError("start_failed", `exit ${code}`)));
    if (!child.stdout) return failed(new CliError("start_failed"));
    createInterface(child.stdout).once("line", () => {
      clearTimeout(limit);
      done();
    });
  });
}

/** Ends a server that this command started, and waits until it has let go of the folder. */
function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    child.once("exit", () => done());
    child.kill("SIGTERM");
  });
}

async function reach<Value>(url: string, ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TypeError) throw new CliError("unreachable", url);
    throw error;
  }
}
