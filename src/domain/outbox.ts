/** The outbox's rules: what waits on the phone, what goes next, and what an answer makes of it. Pure. */
import type { FieldRecord, RefusalCode, RemovalRecord, VisitRecord } from "./field-record.ts";
import type { ServiceDate } from "./slot.ts";

/** A record that the server has not acknowledged. */
export interface OutboxEntry {
  readonly record: Exclude<FieldRecord, RemovalRecord>;
  /** The order in which records were first written: a round comes before its visits. */
  readonly order: number;
  /** The phone's day of service on which it was written. */
  readonly day: ServiceDate;
  /** True once it may have reached the server, also when no answer came. */
  readonly isTried: boolean;
  /** The visit is to be taken back, by this removal, once the person can no more undo it (ms since 1970). */
  readonly removal: { readonly id: string; readonly heldUntil: number } | null;
  /** Why the server refused it; it waits for a correction. */
  readonly refusal: RefusalCode | null;
  /** Days on which its end was announced. */
  readonly warnedOn: readonly ServiceDate[];
}

/** Records of one call (`api.sync` takes 50). */
export const BATCH_SIZE = 50;

/** How long a removal can be undone; a clock that was set back holds nothing longer. */
export const HOLD_MS = 10_000;

/** What the person sees of a record. */
export type EntryState = { readonly kind: "here" } | { readonly kind: "refused"; readonly code: RefusalCode };

export function stateOf({ refusal }: OutboxEntry): EntryState {
  return refusal === null ? { kind: "here" } : { kind: "refused", code: refusal };
}

/** Whether a removal can still be undone. */
export function isHeld({ removal }: OutboxEntry, now: number): boolean {
  return removal !== null && removal.heldUntil > now && removal.heldUntil - now <= HOLD_MS;
}

/** Whether the entry never left the phone and is taken back: it goes without a word to the server. */
export function isNeverSent({ isTried, removal }: OutboxEntry): boolean {
  return removal !== null && !isTried;
}

/** What goes next: the oldest, without those that wait for a correction or can still be undone. */
export function nextBatch<Entry extends OutboxEntry>(
  entries: readonly Entry[],
  now: number,
  size = BATCH_SIZE,
): Entry[] {
  return entries
    .filter((entry) => entry.refusal === null && !isHeld(entry, now) && !isNeverSent(entry))
    .toSorted((one, other) => one.order - other.order)
    .slice(0, size);
}

/** What is sent for an entry: its record, or the removal of its visit. */
export function sentFor({ record, removal }: OutboxEntry): FieldRecord {
  if (removal === null) return record;
  return { kind: "removal", id: removal.id, revision: 1, visit: record.id };
}

/** An entry for a record that was just written. */
export function newEntry(record: OutboxEntry["record"], order: number, day: ServiceDate): OutboxEntry {
  return { record, order, day, isTried: false, removal: null, refusal: null, warnedOn: [] };
}

/** The entry after a correction: a higher revision takes the place of what was refused or is on its way. */
export function correctedEntry(entry: OutboxEntry, record: OutboxEntry["record"]): OutboxEntry {
  const revision = Math.max(entry.record.revision, record.revision) + (entry.isTried ? 1 : 0);
  return { ...entry, record: { ...record, revision }, refusal: null };
}

/** An entry that corrects or removes what the server has already. */
export function storedEntry(record: VisitRecord, order: number, day: ServiceDate): OutboxEntry {
  return { ...newEntry(record, order, day), isTried: true };
}

/** The entry with its visit to be taken back. */
export function removedEntry(entry: OutboxEntry, id: string, now: number): OutboxEntry {
  return { ...entry, removal: { id, heldUntil: now + HOLD_MS }, refusal: null };
}

/** What the server said of a record. */
export type SyncAnswer =
  | { readonly id: string; readonly state: "kept"; readonly late: boolean }
  | { readonly id: string; readonly state: "refused"; readonly code: RefusalCode };

/** The shortest and longest wait after calls that failed, in ms. */
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * How long to wait after `failures` calls in a row that failed: doubled each time, up to five minutes, and spread
 * by ± 25 % (`random` in 0–1) so that a team's phones do not come back together.
 */
export function waitMs(failures: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(wait * (0.75 + random / 2));
}
