import { createServer, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener, RequestError } from "@hono/node-server";
import type { Hono } from "hono";
import { StartError } from "../start-error.ts";
import { answerHeaders } from "../static/headers.ts";

/** A bound port: taken before the long work begins, answering 503 until the app is there. */
export interface Listener {
  readonly port: number;
  serve(app: Hono): void;
  /** Waits for running requests, at most five seconds. */
  close(): Promise<void>;
}

/** Whether only this machine can reach a host's address. */
export function isLoopback(host: string): boolean {
  return ["127.0.0.1", "localhost", "::1"].includes(host);
}

const PATIENCE_MS = 5000;

/**
 * How long a connection may rest between two requests: longer than a reverse proxy keeps one (Caddy two minutes, nginx
 * one). Were it shorter, a request could be sent on a connection that is being closed, and be lost.
 */
const REST_MS = 150_000;

/**
 * Binds a host and port (0: any free one).
 *
 * @throws StartError `port_in_use` or `host_unknown`.
 */
export async function listen(host: string, port: number): Promise<Listener> {
  let app: Hono | undefined;
  const headers = { ...answerHeaders(), "Cache-Control": "private, no-store" };
  const starting = (request: Request) =>
    // A long migration is no reason to start the process anew (probes.ts).
    new URL(request.url).pathname === "/healthz"
      ? Response.json({ status: "ok" }, { headers })
      : new Response("Repère is starting.", { status: 503, headers: { ...headers, "Retry-After": "2" } });
  const answer = getRequestListener((request, env) => (app ? app.fetch(request, env) : starting(request)), {
    overrideGlobalObjects: false,
    hostname: "host.invalid",
    errorHandler: (error) =>
      new Response(null, { status: error instanceof RequestError ? 400 : 500, headers }),
  });
  // Without a Host header Node would answer by itself, without our headers: the app refuses it on the loopback.
  const server = createServer({ requireHostHeader: false, keepAliveTimeout: REST_MS }, answer);
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuse(socket, error.code, headers));
  await bound(server, host, port);
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : port,
    serve: (ready) => {
      app = ready;
    },
    close: () => closed(server),
  };
}

/** What Node's parser could not read never reaches the app; its answer carries the same headers. */
function refuse(socket: Duplex, code: string | undefined, headers: Readonly<Record<string, string>>): void {
  if (!socket.writable || code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const status = code === "HPE_HEADER_OVERFLOW" ? "431 Request Header Fields Too Large" : "400 Bad Request";
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status}`, "Connection: close", ...lines, "", ""].join("\r\n"));
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const facts = { host, port: String(port) };
      if (error.code === "EADDRINUSE" || error.code === "EACCES")
        reject(new StartError("port_in_use", facts));
      else reject(new StartError("host_unknown", facts));
    });
    server.listen(port, host, resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
