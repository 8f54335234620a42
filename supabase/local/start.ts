/** `npm start`: the embedded back end and the page, on one data folder. */

import { resolve } from "node:path";
import { linkOf } from "../../src/domain/invitation-link.ts";
import { ownerAddresses } from "./database/addresses.ts";
import { DatabaseError } from "./database/database.ts";
import { DISK_FULL } from "./database/disk-room.ts";
import type { PostgresOptions } from "./database/postgres.ts";
import { newOrganisation } from "./first-questions.ts";
import { readFolder } from "./folder/folder.ts";
import { isLoopback } from "./http/listen.ts";
import { serverLog } from "./observe/log.ts";
import { makeMetrics, metricsPlace, serveMetrics } from "./observe/metrics.ts";
import type { Progress } from "./progress.ts";
import { type RunningServer, startServer } from "./server.ts";
import { StartError } from "./start-error.ts";
import { readOptions, type StartOptions } from "./start-options.ts";
import { paperProgress } from "./start-progress.ts";
import { startWords } from "./start-words.ts";

const words = await startWords(process.env);
const say = (line: string) => process.stderr.write(`${line}\n`);
const log = serverLog(process.env["REPERE_LOG"], say);
const read = readOptions(process.argv.slice(2));

if (!read.ok) {
  say(`${words.options[read.error]({ word: read.word ?? "" })}\n\n${words.usage}`);
  process.exitCode = 2;
} else if (read.value.help) {
  say(words.usage);
} else {
  await run(read.value);
}

async function run(options: StartOptions): Promise<void> {
  const progress = paperProgress(words, process.stderr);
  try {
    const server = await start(options, progress);
    endOnSignal(server, progress);
    announce(server, options);
  } catch (error) {
    say(messageOf(error));
    process.exit(1);
  }
}

async function start(options: StartOptions, progress: Progress): Promise<RunningServer> {
  // Before the work begins Ctrl-C ends it at once: nothing of a first start is kept until it is whole.
  const giveUp = () => process.exit(130);
  process.once("SIGINT", giveUp).once("SIGTERM", giveUp);
  const place = metricsPlace(process.env["REPERE_METRICS"]);
  const metrics = place && makeMetrics();
  const known = readFolder(resolve(options.data))?.ready ?? false;
  if (!isLoopback(options.host)) progress.notice("no_tls", { host: options.host });
  const server = await startServer({
    data: options.data,
    port: options.port,
    host: options.host,
    today: options.today,
    organisation: options.empty && !known ? await newOrganisation(options, words) : undefined,
    small: options.small,
    postgres: postgresOf(process.env),
    logic: process.env["REPERE_LOGIC"] === "1",
    trustProxy: process.env["REPERE_TRUST_PROXY"] === "1",
    progress,
    onLost: () => {
      say(words.faults.folder_lost({ folder: resolve(options.data) }));
      process.exit(1);
    },
    log: log.line,
    observers: [log.observe, metrics?.observe].filter((each) => each !== undefined),
    onJob: (job, isDone) => metrics?.jobEnded(job, isDone, Date.now()),
  });
  if (metrics && place) {
    const { port } = await serveMetrics(metrics, place);
    say(words.metrics({ url: `http://${place.host}:${port}/metrics` }));
  }
  process.off("SIGINT", giveUp).off("SIGTERM", giveUp);
  return server;
}

/** An own PostgreSQL and its replica. */
function postgresOf(env: NodeJS.ProcessEnv): PostgresOptions | undefined {
  const postgres = ownerAddresses(env);
  if (!postgres) return undefined;
  const replicaUrl = env["REPLICA_URL"] || undefined;
  return { ...postgres, replicaUrl, onReplica: (state) => log.line(`replica ${state}`) };
}

function announce(server: RunningServer, options: StartOptions): void {
  const { url, anonKey, accounts, adminCode } = server;
  say(words.ready({ url }));
  const lead = accounts.find(({ role }) => role === "lead") ?? accounts[0];
  if (lead) say(words.demoAccount({ email: lead.email, password: lead.password }));
  if (adminCode) say(words.adminLink({ link: linkOf(adminCode, url) }));
  say(words.stopHint);
  if (options.json) process.stdout.write(`${JSON.stringify({ url, anonKey, accounts })}\n`);
}

/** The launchers between a terminal and this process may repeat a signal within this time. */
const SAME_SIGNAL_MS = 500;

function endOnSignal(server: RunningServer, progress: Progress): void {
  let first: number | undefined;
  const end = () => {
    if (first !== undefined && performance.now() - first > SAME_SIGNAL_MS) process.exit(130);
    if (first !== undefined) return;
    first = performance.now();
    progress
      .during("closing", () => server.close())
      .then(
        () => {
          say(words.stopped);
          process.exit(0);
        },
        (error: unknown) => {
          say(messageOf(error));
          process.exit(1);
        },
      );
  };
  process.on("SIGINT", end).on("SIGTERM", end);
}

function messageOf(error: unknown): string {
  if (error instanceof StartError) return words.faults[error.fault](error.facts);
  const code = error instanceof DatabaseError ? error.code : (error as NodeJS.ErrnoException)?.code;
  if (code === "ENOSPC" || code === DISK_FULL) return words.faults.disk_full({});
  const detail = process.env["REPERE_DEBUG"] === "1" && error instanceof Error ? `\n${error.stack}` : "";
  return words.unexpected({ code: code ?? (error as Error).name }) + detail;
}
