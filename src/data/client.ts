import type { SupabaseClient } from "@supabase/supabase-js";
import { type Decoded, flag, list, otherwise, record, text } from "./decode.ts";
import { leavable } from "./leavable-storage.ts";

const demoAccount = record({ role: text, email: text, password: text });

/** What the page learns at run time from /config.json: it is built once and works with any back end. */
export const runtimeConfig = record({
  url: text,
  anonKey: text,
  demo: otherwise(flag, false),
  accounts: otherwise(list(demoAccount), []),
  style: otherwise(text, ""),
});
export type RuntimeConfig = Decoded<typeof runtimeConfig>;

/** Only functions of the schema `api` are reachable; their answers are parsed in call.ts, so no row type here. */
export type ApiClient = SupabaseClient<ApiSchema, "api">;

export interface ApiSchema {
  readonly api: {
    Tables: Record<string, never>;
    Views: Record<string, never>;
    Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>;
  };
}

/** Where supabase-js keeps the session: closing the browser ends it. */
export const SESSION_KEY = "repere.session";

let config: Promise<RuntimeConfig> | undefined;
let client: Promise<ApiClient> | undefined;
let leaveStorage: (() => void) | undefined;

/** Reads /config.json once; a failure is forgotten, so that the next call tries again. */
export function readConfig(): Promise<RuntimeConfig> {
  config ??= loadConfig().catch((error: unknown) => {
    config = undefined;
    throw error;
  });
  return config;
}

/** The one client of this page; supabase-js is fetched when first asked for. */
export function openClient(): Promise<ApiClient> {
  client ??= makeClient().catch((error: unknown) => {
    client = undefined;
    throw error;
  });
  return client;
}

/** Forgets this page's client and its session; what it still had under way is written nowhere. */
export function leaveClient(): void {
  leaveStorage?.();
  client = undefined;
}

/** Makes every call of this process go through a client made elsewhere (command-line.ts). */
export function adoptClient(made: ApiClient): void {
  client = Promise.resolve(made);
}

async function loadConfig(): Promise<RuntimeConfig> {
  const answer = await fetch("/config.json", { cache: "no-store" });
  if (!answer.ok) throw new TypeError("config.json is not served");
  return runtimeConfig(await answer.json());
}

async function makeClient(): Promise<ApiClient> {
  const [{ createClient }, { url, anonKey }] = await Promise.all([
    import("@supabase/supabase-js"),
    readConfig(),
  ]);
  const { storage, leave } = leavable(window.sessionStorage);
  leaveStorage = leave;
  return createClient<ApiSchema, "api">(new URL(url, window.location.origin).href, anonKey, {
    db: { schema: "api" },
    auth: {
      storage,
      storageKey: SESSION_KEY,
      persistSession: true,
      autoRefreshToken: true,
      detectSessionInUrl: false,
    },
  });
}
