import type { FieldRecord } from "../domain/field-record.ts";
import { isHeld, isNeverSent, nextBatch, type SyncAnswer, sentFor } from "../domain/outbox.ts";
import type { Outcome } from "../domain/outcome.ts";
import type { CallError } from "./call.ts";
import { bare, type EntryChange, type OutboxStore, type StoredEntry } from "./outbox-store.ts";
import { nextVersion } from "./phone-rows.ts";

/** Sends records and gives an answer for each, in their order. */
export type Send = (records: readonly FieldRecord[]) => Promise<Outcome<readonly SyncAnswer[], CallError>>;

/** What one turn came to. */
export type SendTurn =
  | { readonly kind: "empty" }
  | { readonly kind: "sent"; readonly kept: number; readonly refused: number; readonly late: number }
  | { readonly kind: "failed"; readonly error: CallError };

/** Refusals of a whole call that one of its records may have caused. */
const POISON: readonly CallError[] = ["bad_argument", "unreadable", "server_fault"];

/**
 * One turn: takes the oldest records, marks them as perhaps sent, sends them, and does what the answers say. A record
 * is deleted once it is acknowledged as it is now: one that was changed meanwhile stays, and goes again.
 */
export async function sendTurn(store: OutboxStore, send: Send, now: number): Promise<SendTurn> {
  const entries = await store.list();
  await dropNeverSent(store, entries, now);
  const batch = await markTried(store, nextBatch(entries, now));
  if (batch.length === 0) return { kind: "empty" };
  return settle(store, batch, send);
}

/** Faults of the server with single records, in one turn, after which the server itself is to blame. */
const MOST_FAULTS = 4;

/** Sends a batch; where a call is refused as a whole its halves are sent alone, so that one record blocks no other. */
async function settle(
  store: OutboxStore,
  batch: readonly StoredEntry[],
  send: Send,
  faults = { alone: 0 },
): Promise<SendTurn> {
  const outcome = await send(batch.map(sentFor));
  if (outcome.ok) return takeAnswers(store, batch, outcome.value);
  const { error } = outcome;
  const [first] = batch;
  if (!POISON.includes(error) || !first) return { kind: "failed", error };
  if (batch.length === 1) return refuseAlone(store, first, error, faults);
  const half = Math.ceil(batch.length / 2);
  const one = await settle(store, batch.slice(0, half), send, faults);
  if (faults.alone >= MOST_FAULTS) return one;
  return both(one, await settle(store, batch.slice(half), send, faults));
}

/** Only what the server calls a bad argument is the record's fault; else it stays and is tried again later. */
async function refuseAlone(
  store: OutboxStore,
  entry: StoredEntry,
  error: CallError,
  faults: { alone: number },
): Promise<SendTurn> {
  if (error !== "bad_argument") {
    faults.alone += 1;
    return { kind: "failed", error };
  }
  return takeAnswers(store, [entry], [{ id: sentFor(entry).id, state: "refused", code: "bad_value" }]);
}

function both(one: SendTurn, other: SendTurn): SendTurn {
  if (one.kind !== "sent") return other.kind === "sent" ? other : one;
  if (other.kind !== "sent") return one;
  return {
    kind: "sent",
    kept: one.kept + other.kept,
    refused: one.refused + other.refused,
    late: one.late + other.late,
  };
}

async function takeAnswers(
  store: OutboxStore,
  batch: readonly StoredEntry[],
  answers: readonly SyncAnswer[],
): Promise<SendTurn> {
  const turn = { kind: "sent" as const, kept: 0, refused: 0, late: 0 };
  const changes: EntryChange[] = [];
  for (const [at, entry] of batch.entries()) {
    const answer = answers[at];
    if (answer?.id !== sentFor(entry).id) continue;
    const { id } = entry.record;
    if (answer.state === "kept") {
      turn.kept += 1;
      if (answer.late) turn.late += 1;
      changes.push({ id, entry: null, expected: entry.version });
    } else {
      turn.refused += 1;
      changes.push({ id, entry: { ...bare(entry), refusal: answer.code }, expected: entry.version });
    }
  }
  await store.change(changes);
  return turn;
}

/** Kept before the call: if its answer is lost nobody may believe that the record never left. */
async function markTried(store: OutboxStore, batch: readonly StoredEntry[]): Promise<StoredEntry[]> {
  const fresh = batch.filter(({ isTried }) => !isTried);
  const made = await store.change(
    fresh.map((entry) => ({
      ...{ id: entry.record.id, entry: { ...bare(entry), isTried: true }, expected: entry.version },
    })),
  );
  // One that somebody wrote meanwhile is left to the next turn.
  const lost = new Set(fresh.filter((_, at) => !made[at]));
  return batch
    .filter((entry) => !lost.has(entry))
    .map((entry) =>
      entry.isTried ? entry : { ...entry, isTried: true, version: nextVersion(entry.version) },
    );
}

async function dropNeverSent(
  store: OutboxStore,
  entries: readonly StoredEntry[],
  now: number,
): Promise<void> {
  const gone = entries.filter((entry) => isNeverSent(entry) && !isHeld(entry, now));
  await store.change(gone.map(({ record, version }) => ({ id: record.id, entry: null, expected: version })));
}
