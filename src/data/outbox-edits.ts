import type { VisitRecord } from "../domain/field-record.ts";
import {
  correctedEntry,
  isHeld,
  newEntry,
  type OutboxEntry,
  removedEntry,
  storedEntry,
} from "../domain/outbox.ts";
import type { ServiceDate } from "../domain/slot.ts";
import { changeEntry, nextOrder, type OutboxStore } from "./outbox-store.ts";

/** Puts a new record into the outbox. */
export async function addRecord(
  store: OutboxStore,
  record: OutboxEntry["record"],
  day: ServiceDate,
): Promise<void> {
  await changeEntry(store, record.id, (entry, all) => entry ?? newEntry(record, nextOrder(all), day));
}

/**
 * Corrects a visit, whether it still waits here, is on its way, or is on the server already (also since a moment ago):
 * then a higher revision of it goes.
 */
export async function correctVisit(store: OutboxStore, visit: VisitRecord, day: ServiceDate): Promise<void> {
  await changeEntry(store, visit.id, (entry, all) => {
    if (entry) return correctedEntry(entry, visit);
    return storedEntry({ ...visit, revision: visit.revision + 1 }, nextOrder(all), day);
  });
}

/** Takes a visit back, wherever it is; for 10 s that can be undone. `removal`: the id under which it is said. */
export async function removeVisit(
  store: OutboxStore,
  visit: VisitRecord,
  day: ServiceDate,
  { removal, now }: { readonly removal: string; readonly now: number },
): Promise<void> {
  await changeEntry(store, visit.id, (entry, all) => {
    if (entry?.removal) return undefined;
    return removedEntry(entry ?? storedEntry(visit, nextOrder(all), day), removal, now);
  });
}

/** Undoes a removal that has not gone; false where it is too late. */
export async function undoRemoval(store: OutboxStore, visit: string, now: number): Promise<boolean> {
  let isUndone = false;
  await changeEntry(store, visit, (entry) => {
    isUndone = entry !== undefined && isHeld(entry, now);
    return entry && isUndone ? { ...entry, removal: null } : undefined;
  });
  return isUndone;
}

/** Lets what the server refused go again, for instance once the round it belongs to is there. */
export async function retryRefused(store: OutboxStore): Promise<void> {
  for (const { record, refusal } of await store.list()) {
    if (refusal === null) continue;
    await changeEntry(store, record.id, (entry) => entry && { ...entry, refusal: null });
  }
}

/** Gives a record up: the person said so, having seen why it was refused. */
export async function discardRecord(store: OutboxStore, id: string): Promise<void> {
  await changeEntry(store, id, (entry) => (entry ? null : undefined));
}
