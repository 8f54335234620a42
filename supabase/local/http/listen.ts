import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { StartError } from "../start-error.ts";

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
 * Binds a host and port (0: any free one).
 *
 * @throws StartError `port_in_use` or `host_unknown`.
 */
export async function listen(host: string, port: number): Promise<Listener> {
  let app: Hono | undefined;
  const starting = () =>
    new Response("Repère is starting.", { status: 503, headers: { "Retry-After": "2" } });
  const server = createAdaptorServer({
    fetch: (request, env) => (app ? app.fetch(request, env) : starting()),
    overrideGlobalObjects: false,
  }) as Server;
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
