import type { CallError } from "../../../src/data/call.ts";
import type { Send } from "../../../src/data/outbox-sender.ts";
import type { OutboxStore, StoredEntry } from "../../../src/data/outbox-store.ts";
import { nextVersion } from "../../../src/data/phone-rows.ts";
import type { FieldRecord, VisitRecord } from "../../../src/domain/field-record.ts";
import type { OutboxEntry, SyncAnswer } from "../../../src/domain/outbox.ts";
import { fail, succeed } from "../../../src/domain/outcome.ts";

/** An invented server that keeps the contract of `api.sync`, and an invented network before it. */
export interface InventedServer {
  readonly visits: Map<string, VisitRecord>;
  readonly rounds: Set<string>;
  /** How often a visit was added that was not there: more than once would be a double. */
  readonly additions: Map<string, number>;
  take(records: readonly FieldRecord[]): readonly SyncAnswer[] | "bad_argument";
}

/** Minutes of a visit that the server refuses, and of one for which it refuses the whole call. */
export const REFUSED_MINUTES = -1;
export const POISON_MINUTES = -2;

export function inventedServer(): InventedServer {
  const visits = new Map<string, VisitRecord>();
  const rounds = new Set<string>(["planned"]);
  const erased = new Set<string>();
  const additions = new Map<string, number>();
  const takeVisit = (record: VisitRecord): SyncAnswer => {
    const refused = (code: "bad_value" | "erased" | "unknown_round"): SyncAnswer => ({
      ...{ id: record.id, state: "refused", code },
    });
    const known = visits.get(record.id);
    if (known && known.revision >= record.revision) return { id: record.id, state: "kept", late: false };
    if (record.minutes === REFUSED_MINUTES) return refused("bad_value");
    if (!rounds.has(record.round)) return refused("unknown_round");
    if (erased.has(record.id)) return refused("erased");
    if (!known) additions.set(record.id, (additions.get(record.id) ?? 0) + 1);
    visits.set(record.id, record);
    return { id: record.id, state: "kept", late: false };
  };
  const take = (record: FieldRecord): SyncAnswer => {
    if (record.kind === "visit") return takeVisit(record);
    if (record.kind === "round") rounds.add(record.id);
    if (record.kind === "removal") {
      visits.delete(record.visit);
      erased.add(record.visit);
    }
    return { id: record.id, state: "kept", late: false };
  };
  return {
    ...{ visits, rounds, additions },
    take: (records) => {
      if (records.some((one) => one.kind === "visit" && one.minutes === POISON_MINUTES))
        return "bad_argument";
      return records.map(take);
    },
  };
}

/** What the network does to a request. */
export const WEATHERS = ["good", "dropped", "answer_lost", "delayed", "doubled", "session_over"] as const;
export type Weather = (typeof WEATHERS)[number];

/** Long enough for the person to do something else meanwhile. */
async function aWhile(): Promise<void> {
  for (let tick = 0; tick < 12; tick++) await Promise.resolve();
}

/** The way to the server: each request meets the next weather; `arrive` lets what was delayed come at last. */
export function inventedNetwork(server: InventedServer, weathers: readonly Weather[]) {
  const late: (readonly FieldRecord[])[] = [];
  let at = 0;
  const arrive = (records: readonly FieldRecord[]) => {
    // What travels is a copy: nothing is shared with the phone.
    return server.take(structuredClone(records));
  };
  const travel = (records: readonly FieldRecord[], weather: Weather) => {
    if (weather === "delayed" || weather === "doubled") late.push(structuredClone(records));
    return weather === "delayed" ? ("bad_argument" as const) : arrive(records);
  };
  const send: Send = async (records) => {
    const weather = weathers[at++] ?? "good";
    await aWhile();
    if (weather === "session_over") return fail<CallError>("not_signed_in");
    if (weather === "dropped") return fail<CallError>("unreachable");
    const answers = travel(records, weather);
    if (weather === "delayed") return fail<CallError>("timed_out");
    if (weather === "answer_lost") return fail<CallError>("unreachable");
    return answers === "bad_argument" ? fail<CallError>("bad_argument") : succeed(answers);
  };
  return {
    send,
    /** Lets what was delayed or doubled arrive, in the order that `pick` (0–1) says. */
    arriveLate: (pick: () => number) => {
      while (late.length > 0) {
        const [records] = late.splice(Math.floor(pick() * late.length), 1);
        if (records) arrive(records);
      }
    },
    lateOnes: () => late.length,
  };
}

/** A store in memory with the rules of the one in IndexedDB; every step may be overtaken by another tab. */
export function memoryStore(): OutboxStore {
  const rows = new Map<string, StoredEntry>();
  const versionOf = (id: string) => rows.get(id)?.version ?? 0;
  return {
    list: async () => [...rows.values()].toSorted((one, other) => one.order - other.order),
    change: async (changes) => {
      await Promise.resolve();
      return changes.map(({ id, entry, expected }) => {
        if (versionOf(id) !== expected) return false;
        if (entry) rows.set(id, { ...structuredClone(entry), version: nextVersion(expected) });
        else rows.delete(id);
        return true;
      });
    },
  };
}

/** Puts an entry where none is, as a test needs it. */
export async function putNew(store: OutboxStore, entry: OutboxEntry): Promise<void> {
  const [isMade] = await store.change([{ id: entry.record.id, entry, expected: 0 }]);
  if (!isMade) throw new Error("there was one already");
}
