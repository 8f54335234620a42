import { randomUUID } from "node:crypto";
import type { Database } from "../../../supabase/local/database/database.ts";
import { type CallOptions, call } from "../harness/calls.ts";

/** What the server says of a record. */
export interface Fate {
  readonly id: string;
  readonly state: "kept" | "refused";
  readonly code?: string;
  readonly late?: true;
}

/** A record as a phone sends it; tests spoil it at will. */
export type Sent = Record<string, unknown> & { readonly id: string };

/** An invented youth. */
export function contact(fields: Record<string, unknown> = {}): Sent {
  return { id: randomUUID(), gender: "boy", age_band: "13-15", seen_recently: false, ...fields };
}

/** An invented meeting with `count` youths. */
export function encounter(count = 1, fields: Record<string, unknown> = {}): Sent {
  const contacts = Array.from({ length: count }, () => contact());
  return { id: randomUUID(), place_kind: "wandering", contacts, ...fields };
}

/** An invented visit: nobody met, or as `fields` say. */
export function visit(round: string, fields: Record<string, unknown> = {}): Sent {
  const empty = { outcome: "nobody", minutes: 20, cell: 28893760, encounters: [] };
  return { kind: "visit", id: randomUUID(), revision: 1, round, ...empty, ...fields };
}

/** An invented visit with one meeting of `count` youths. */
export function meeting(round: string, count = 1, fields: Record<string, unknown> = {}): Sent {
  return visit(round, { outcome: "met", encounters: [encounter(count)], ...fields });
}

/** Sends records as a phone does. */
export async function sync(
  db: Database,
  who: string,
  records: readonly unknown[],
  options: CallOptions = {},
): Promise<readonly Fate[]> {
  const answer = await call<{ records: readonly Fate[] }>(db, who, "sync", { records }, options);
  return answer.records;
}
