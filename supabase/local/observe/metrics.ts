import { createServer, type Server } from "node:http";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { StartError } from "../start-error.ts";
import type { Observer } from "./request-facts.ts";

/** Where metrics are served, apart from everything else: a reverse proxy cannot pass them on by mistake. */
export interface MetricsPlace {
  readonly host: string;
  readonly port: number;
}

/** Figures of a server for Prometheus: how it works, nothing of what is in it. */
export interface Metrics {
  readonly observe: Observer;
  /** A part of the night's work ended; `at` in milliseconds since 1970. */
  jobEnded(job: string, isDone: boolean, at: number): void;
  text(): Promise<string>;
}

/** Answers of the database are in milliseconds, an import in a minute. */
const SECONDS = [0.005, 0.02, 0.05, 0.15, 0.5, 1, 5, 15, 60];

/**
 * `PORT` or `HOST:PORT`; the loopback where no host is given. Undefined for nothing.
 *
 * @throws StartError `bad_metrics`.
 */
export function metricsPlace(text: string | undefined): MetricsPlace | undefined {
  if (!text) return undefined;
  const found = /^(?:(\[[0-9A-Fa-f:]+\]|[0-9A-Za-z._-]+):)?(\d{1,5})$/.exec(text.trim());
  const port = Number(found?.[2]);
  if (!found || port > 65_535) throw new StartError("bad_metrics");
  return { host: (found[1] ?? "127.0.0.1").replace(/^\[|\]$/g, ""), port };
}

/** Makes the figures. Labels are few and fixed: the kind of request, its class of status, the part of the night's work. */
export function makeMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const shared = { registers: [registry] };
  const seconds = new Histogram({
    ...shared,
    name: "repere_http_request_seconds",
    help: "Time to answer a request, by kind (rest, auth, local, probe, page) and class of status.",
    labelNames: ["kind", "status"],
    buckets: SECONDS,
  });
  const ended = new Counter({
    ...shared,
    name: "repere_job_runs_total",
    help: "Parts of the night's work (publication, retention, erasures, backup) that ended.",
    labelNames: ["job", "result"],
  });
  const last = new Gauge({
    ...shared,
    name: "repere_job_last_success_timestamp_seconds",
    help: "When a part of the night's work was last done.",
    labelNames: ["job"],
  });
  return {
    observe: ({ kind, status, seconds: took }) =>
      seconds.observe({ kind, status: `${Math.floor(status / 100)}xx` }, took),
    jobEnded: (job, isDone, at) => {
      ended.inc({ job, result: isDone ? "done" : "failed" });
      if (isDone) last.set({ job }, at / 1000);
    },
    text: () => registry.metrics(),
  };
}

/**
 * Serves `/metrics` on an address of its own; returns the port and how to stop.
 *
 * @throws StartError `port_in_use`.
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: MetricsPlace,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, answer) => {
    if (request.method !== "GET" || request.url !== "/metrics") {
      answer.writeHead(404).end();
      return;
    }
    metrics.text().then(
      (text) =>
        answer
          .writeHead(200, { "Content-Type": "text/plain; version=0.0.4", "Cache-Control": "no-store" })
          .end(text),
      () => answer.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", () => reject(new StartError("port_in_use", { port: String(port), host })));
    server.listen(port, host, resolve);
  });
  server.unref();
  return { port: portOf(server), close: () => closed(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
