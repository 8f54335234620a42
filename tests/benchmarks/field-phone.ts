/** What the benchmark does on the phone's page: taps that are timed, and records queued as the page itself does. */
import type { Page } from "@playwright/test";

const TAPS = ["Filles, 13–15 ans", "Garçons, 16–17 ans", "Garçons, 13–15 ans", "Filles, 16–17 ans"] as const;

/** Writes two encounters by taps and gives the durations of all interactions in ms, as the browser timed them. */
export async function interact(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const seen = new Map<number, number>();
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        const id = entry.interactionId ?? 0;
        if (id > 0) seen.set(id, Math.max(seen.get(id) ?? 0, entry.duration));
      }
    }).observe({ type: "event", buffered: true, durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(globalThis, { repereInteractions: seen });
  });
  let taps = 0;
  const tap = async (name: string | RegExp) => {
    const box = await middleOf(page, name);
    // Looking for the button is the test's own work on the page: over before the finger comes.
    await page.waitForTimeout(100);
    await page.touchscreen.tap(box.x, box.y);
    taps += 1;
    // Each interaction's frame is shown before the next begins, as under a thumb.
    await page.waitForTimeout(120);
  };
  for (let visit = 0; visit < 3; visit++) {
    await tap("Passage hors étapes");
    await tap("Ma position");
    await tap(/^Choisir /);
    await tap("Rencontre");
    await tap("Activité");
    for (const who of TAPS) for (let nth = 0; nth < 2; nth++) await tap(new RegExp(`^${who}`));
    await tap("Enregistrer");
  }
  const timed = await page.evaluate(() => [
    ...(Reflect.get(globalThis, "repereInteractions") as Map<number, number>).values(),
  ]);
  // What took less than 16 ms is not told: it counts as the least that is.
  return [...timed, ...Array.from({ length: Math.max(0, taps - timed.length) }, () => 16)];
}

/** Where a finger would tap a button, once it is in view. */
async function middleOf(page: Page, name: string | RegExp): Promise<{ x: number; y: number }> {
  const button = page.getByRole("button", { name, exact: typeof name === "string" }).first();
  // All that a tap waits for, and no tap: in view, at rest, and under nothing else.
  await button.tap({ trial: true });
  const box = await button.boundingBox();
  if (!box) throw new Error(`${name} is not shown`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How many unsent records the phone holds. */
export function unsentRows(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opened = indexedDB.open("repere.phone");
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const rows = opened.result.transaction("rows").objectStore("rows").getAll();
          rows.onsuccess = () => {
            opened.result.close();
            resolve(rows.result.filter(({ kind }) => kind === "entry").length);
          };
        };
      }),
  );
}

/**
 * Queues so many visits with two youths each, in rounds of at most 150: encrypted with the phone's own key as
 * src/data/phone-vault.ts does it, since tapping 500 would take an hour.
 */
export function queueVisits(page: Page, count: number): Promise<void> {
  return page.evaluate(async (wanted) => {
    const done = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open("repere.phone"));
    const [keep] = await done(database.transaction("keys").objectStore("keys").getAll());
    const rows = await done(database.transaction("rows").objectStore("rows").getAll());
    const open = async (row: { id: string; kind: string; iv: BufferSource; data: BufferSource }) => {
      const additionalData = new TextEncoder().encode(
        [keep.account, keep.device, row.kind, row.id].join("|"),
      );
      const clear = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: row.iv, additionalData },
        keep.key,
        row.data,
      );
      return JSON.parse(new TextDecoder().decode(clear));
    };
    const { clock } = await open(rows.find(({ kind }) => kind === "day"));
    const common = { isTried: false, removal: null, refusal: null, warnedOn: [], day: clock.day };
    const youth = () => ({
      ...{ id: crypto.randomUUID(), gender: "boy", ageBand: "16-17", firstTime: null, seenRecently: false },
    });
    const encounter = () => ({
      ...{ id: crypto.randomUUID(), placeKind: "wandering", language: null, needs: [], orientation: [] },
      ...{ livingDistrict: null, previousDistrict: null, contacts: [youth(), youth()] },
    });
    const entries: object[] = [];
    let round = "";
    const slots = ["morning", "afternoon", "evening", "night"];
    for (let nth = 0; entries.length < wanted; nth++) {
      if (nth % 150 === 0) {
        round = crypto.randomUUID();
        const begun = { kind: "round", id: round, revision: 1, serviceDate: clock.day, mode: "vehicle" };
        entries.push({
          ...common,
          order: 1000 + entries.length,
          record: { ...begun, slot: slots[nth / 150] },
        });
      }
      const visit = {
        kind: "visit",
        id: crypto.randomUUID(),
        revision: 1,
        round,
        minutes: 20,
        outcome: "met",
      };
      const place = { kind: "cell", cell: 28893760 };
      entries.push({
        ...{
          ...common,
          order: 1000 + entries.length,
          record: { ...visit, place, encounters: [encounter()] },
        },
      });
    }
    for (const value of entries as { record: { id: string } }[]) {
      const id = value.record.id;
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const additionalData = new TextEncoder().encode([keep.account, keep.device, "entry", id].join("|"));
      const clear = new TextEncoder().encode(JSON.stringify(value));
      const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, keep.key, clear);
      const work = database.transaction("rows", "readwrite");
      await done(
        work.objectStore("rows").put({ id, account: keep.account, kind: "entry", version: 1, iv, data }),
      );
    }
    database.close();
  }, count);
}
