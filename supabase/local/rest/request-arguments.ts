import type { Context } from "hono";
import { RestRefused } from "./rest-error.ts";

/** The arguments of a POST: their names, and the JSON text that the database will read. */
export interface PostedArguments {
  readonly names: readonly string[];
  readonly json: string;
}

/** Reads the JSON object of a POST; an empty body is an empty object. */
export async function postedArguments(c: Context): Promise<PostedArguments> {
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== undefined && type !== "" && type !== "application/json") {
    throw new RestRefused(415, "PGRST107", "Content-Type not acceptable: only application/json is read");
  }
  const json = await c.req.text();
  if (json.trim() === "") return { names: [], json: "{}" };
  const parsed = parse(json);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new RestRefused(400, "PGRST102", "Empty or invalid json");
  }
  return { names: Object.keys(parsed), json };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new RestRefused(400, "PGRST102", "Empty or invalid json");
  }
}

/** The query string of a GET; of a name given twice the last counts, as in a JSON object. */
export function queriedArguments(c: Context): ReadonlyMap<string, string> {
  return new Map(new URL(c.req.url).searchParams);
}

/** Only `api` is exposed; a profile header may say so, or say nothing. */
export function requireProfile(c: Context): void {
  const name = c.req.method === "POST" ? "Content-Profile" : "Accept-Profile";
  const profile = c.req.header(name);
  if (profile === undefined || profile === "api") return;
  throw new RestRefused(406, "PGRST106", "Invalid schema", "Only the following schemas are exposed: api");
}
