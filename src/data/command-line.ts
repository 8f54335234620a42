import { createClient } from "@supabase/supabase-js";
import ws from "ws";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { type ApiSchema, adoptClient, runtimeConfig } from "./client.ts";
import { emailOf, type SignInError, signInErrorOf } from "./session.ts";

/** The public key that a back end hands to whoever asks; throws TypeError where nothing answers. */
export async function anonKeyOf(url: string): Promise<string> {
  const answer = await fetch(new URL("/config.json", url), { cache: "no-store" });
  if (!answer.ok) throw new TypeError("config.json is not served");
  return runtimeConfig(await answer.json()).anonKey;
}

/** Makes this process's calls with tokens that `accessToken` gives, asked before each call. */
export function connectWithToken(url: string, anonKey: string, accessToken: () => Promise<string>): void {
  adoptClient(createClient<ApiSchema, "api">(url, anonKey, { db: { schema: "api" }, realtime, accessToken }));
}

/** Signs in with a password and makes this process's calls so; gives its token. The session lives in memory only. */
export async function connectWithPassword(
  url: string,
  anonKey: string,
  identifier: string,
  password: string,
): Promise<Outcome<string, SignInError>> {
  const client = createClient<ApiSchema, "api">(url, anonKey, {
    db: { schema: "api" },
    realtime,
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  });
  const { data, error } = await client.auth.signInWithPassword({ email: emailOf(identifier), password });
  if (error) return fail(signInErrorOf(error.status, error.code));
  adoptClient(client);
  return succeed(data.session.access_token);
}

/** Node 20 has no WebSocket of its own, and supabase-js wants one although nothing here listens. */
const realtime = { transport: ws as unknown as typeof WebSocket };
