import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import type { VictimWish } from "./victim.ts";

const ROOT = join(import.meta.dirname, "../..");
const HEALTHY_WITHIN_MS = 60_000;

/** An answer of the server: its status and its parsed body. */
interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** A running server, and the ways to talk to it and to end it. */
export interface ServerProcess {
  readonly pid: number;
  readonly url: string;
  /** Calls a function of `api` as an account; throws where no answer comes. */
  post(email: string, name: string, args: Readonly<Record<string, unknown>>): Promise<Answer>;
  get(email: string, name: string, args: Readonly<Record<string, string>>): Promise<Answer>;
  /** Waits until its database answers again. */
  healthy(): Promise<void>;
  /** SIGKILL: nothing of its own runs any more. */
  kill(): Promise<void>;
  /** Ends it in good order. */
  end(): Promise<void>;
  /** Whether it still runs. */
  isRunning(): boolean;
}

/** What a start came to: a server, or why there is none (a fault's name, or that it was killed). */
type Started = { readonly server: ServerProcess } | { readonly fault: string };

export interface Starting {
  /** Resolves once it serves or has ended. */
  readonly started: Promise<Started>;
  kill(): Promise<void>;
}

/** Starts a server; `onStep` hears each step of the start as it begins. */
export function startVictim(wish: VictimWish, onStep: (step: string) => void = () => undefined): Starting {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(import.meta.dirname, "victim.ts"), JSON.stringify(wish)],
    { cwd: ROOT, stdio: ["ignore", "pipe", process.env["REPERE_DEBUG"] === "1" ? "inherit" : "ignore"] },
  );
  const leave = () => void child.kill("SIGKILL");
  process.once("exit", leave);
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  void ended.then(() => process.off("exit", leave));
  const endWith = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const started = new Promise<Started>((done) => {
    void ended.then(() => done({ fault: "killed" }));
    createInterface(child.stdout).on("line", (line) => {
      const said = JSON.parse(line) as { step?: string; url?: string; fault?: string };
      if (said.step) onStep(said.step);
      if (said.fault) done({ fault: said.fault });
      if (said.url === undefined) return;
      const talk = talkTo(wish.data, said.url);
      const kill = () => endWith("SIGKILL");
      const end = () => endWith("SIGTERM");
      done({ server: { pid: child.pid ?? 0, url: said.url, ...talk, kill, end, isRunning } });
    });
  });
  return { started, kill: () => endWith("SIGKILL") };
}

/** Starts a server that must come up. */
export async function startServing(wish: VictimWish): Promise<ServerProcess> {
  const started = await startVictim(wish).started;
  if ("fault" in started) throw new Error(`the server did not start: ${started.fault}`);
  return started.server;
}

function talkTo(folder: string, url: string): Pick<ServerProcess, "post" | "get" | "healthy"> {
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (email: string) => {
    const token = tokens.get(email) ?? commandToken(folder, url, email);
    tokens.set(email, token);
    token.catch(() => tokens.delete(email));
    return token;
  };
  const ask = async (email: string, path: string, init: RequestInit): Promise<Answer> => {
    const authorization = `Bearer ${await tokenOf(email)}`;
    const headers = { authorization, "content-type": "application/json" };
    const answer = await fetch(`${url}/rest/v1/rpc/${path}`, { ...init, headers });
    const text = await answer.text();
    return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return {
    post: (email, name, args) => ask(email, name, { method: "POST", body: JSON.stringify(args) }),
    get: (email, name, args) => ask(email, `${name}?${new URLSearchParams(args)}`, {}),
    healthy: () => healthy(url),
  };
}

/** A token of the command line, as `npm run import` gets one from the data folder's own key. */
async function commandToken(folder: string, url: string, email: string): Promise<string> {
  const { key } = JSON.parse(readFileSync(join(folder, "server.json"), "utf8")) as { key: string };
  const answer = await fetch(`${url}/local/v1/command-token`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-repere-key": key },
    body: JSON.stringify({ email }),
  });
  if (!answer.ok) throw new Error(`no token: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

async function healthy(url: string): Promise<void> {
  const until = performance.now() + HEALTHY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`${url}/local/v1/health`).catch(() => undefined);
    if (answer?.ok) return;
    if (performance.now() > until)
      throw new Error(`the server did not recover: ${answer?.status ?? "silent"}`);
    await wait(50);
  }
}
