import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import ws from "ws";
import { signAnonymous } from "../../../supabase/local/auth/access-token.ts";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import type { Database } from "../../../supabase/local/database/database.ts";
import { asOwner, type Gateway } from "../../../supabase/local/gateway.ts";
import { buildApp } from "../../../supabase/local/http/app.ts";
import { listen } from "../../../supabase/local/http/listen.ts";
import type { Observer } from "../../../supabase/local/observe/request-facts.ts";
import { readCatalogue } from "../../../supabase/local/rest/catalogue.ts";
import type { CallLimits } from "../../../supabase/local/rest/routes.ts";
import { PageFiles } from "../../../supabase/local/static/files.ts";

/** Functions are all there is; their answers are whatever a test expects. */
interface ApiSchema {
  readonly api: {
    Tables: Record<string, never>;
    Views: Record<string, never>;
    Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>;
  };
}
export type Client = SupabaseClient<ApiSchema, "api">;

/** A page of three files, as a build leaves them. */
export const SCRIPT = `export const text = "${"words ".repeat(800)}";`;

/** The HTTP server over a test's database, and what a test needs to play with it. */
export interface Served {
  readonly url: string;
  readonly gateway: Gateway;
  readonly anonKey: string;
  readonly commandKey: string;
  /** Lines of the server's log. */
  readonly log: string[];
  /** The server's clock stands still; tests move it. */
  readonly clock: { advance(seconds: number): void };
  /** Unmodified supabase-js; each call is another browser. */
  client(): Client;
  /** A bare request; `token` goes as bearer. */
  ask(path: string, options?: AskOptions): Promise<Response>;
  close(): Promise<void>;
}

interface AskOptions {
  readonly method?: string;
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ServeOptions {
  readonly releaseSecret?: string;
  readonly today?: string;
  readonly limits?: CallLimits;
  readonly style?: string;
  readonly trustProxy?: boolean;
  readonly observers?: readonly Observer[];
  /** Told of each line of the log too. */
  readonly onLine?: (line: string) => void;
}

/** Serves a database on a free port, without a data folder. */
export async function serve(db: Database, options: ServeOptions = {}): Promise<Served> {
  const page = makePage();
  const log: string[] = [];
  let now = Date.now();
  const gateway: Gateway = {
    db,
    keys: tokenKeys(new Uint8Array(32).fill(7)),
    releaseSecret: options.releaseSecret,
    today: options.today,
    now: () => new Date(now),
    trustProxy: options.trustProxy ?? false,
    log: (line) => {
      log.push(line);
      options.onLine?.(line);
    },
  };
  const anonKey = await signAnonymous(gateway.keys, gateway.now());
  const commandKey = "the key in server.json";
  const listener = await listen("127.0.0.1", 0);
  listener.serve(
    buildApp({
      gateway,
      catalogue: await asOwner(gateway, readCatalogue),
      limits: options.limits,
      commandKey,
      config: { url: "/", anonKey, demo: false, accounts: [], style: options.style ?? "" },
      files: new PageFiles(page),
      loopback: true,
      observers: options.observers ?? [],
    }),
  );
  const url = `http://127.0.0.1:${listener.port}`;
  return {
    url,
    gateway,
    anonKey,
    commandKey,
    log,
    clock: {
      advance: (seconds) => {
        now += seconds * 1000;
      },
    },
    client: () => browser(url, anonKey),
    ask: (path, request = {}) => ask(url, path, request),
    close: async () => {
      await listener.close();
      rmSync(page, { recursive: true, force: true });
    },
  };
}

/** Unmodified supabase-js; on Node 20 it wants a WebSocket, although nothing here listens. */
export function browser(url: string, anonKey: string): Client {
  return createClient<ApiSchema, "api">(url, anonKey, {
    db: { schema: "api" },
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    realtime: { transport: ws as unknown as typeof WebSocket },
  });
}

function ask(url: string, path: string, request: AskOptions): Promise<Response> {
  const { method, token, json, headers } = request;
  const body = json === undefined ? request.body : JSON.stringify(json);
  return fetch(url + path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}

function makePage(): string {
  const folder = mkdtempSync(join(tmpdir(), "repere-page-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Repère</title>");
  writeFileSync(join(folder, "assets/index-abc123.js"), SCRIPT);
  writeFileSync(join(folder, "tiles.pmtiles"), Buffer.from(Array.from({ length: 1000 }, (_, n) => n % 256)));
  return folder;
}
