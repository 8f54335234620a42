import { deleteSector, type Sector } from "../../data/sectors.ts";
import { makeStore } from "../../data/store.ts";
import { UNDO_MS } from "../../ui/undo-toast.tsx";

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Sectors that leave the screen now and the database when they can no longer be taken back. */
export const leavingSectors = makeStore<ReadonlySet<string>>(new Set(), () => {
  for (const timer of timers.values()) clearTimeout(timer);
  timers.clear();
});

/**
 * Deletes a sector once it can no longer be taken back: its id and the dpo's setting for it would not survive being
 * made anew. A page closed before then leaves the sector as it was.
 */
export function deleteSoon(
  { id }: Pick<Sector, "id">,
  after: (done: boolean) => Promise<void>,
  waitMs = UNDO_MS,
): void {
  leavingSectors.set(new Set(leavingSectors.get()).add(id));
  timers.set(
    id,
    setTimeout(async () => {
      timers.delete(id);
      const outcome = await deleteSector(id);
      await after(outcome.ok || outcome.error === "not_found");
      comeBack(id);
    }, waitMs),
  );
}

/** Takes a deletion back. */
export function keepSector(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  comeBack(id);
}

function comeBack(id: string): void {
  const rest = new Set(leavingSectors.get());
  rest.delete(id);
  leavingSectors.set(rest);
}
