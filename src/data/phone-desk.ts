/** The phone of the signed-in account: one vault, its outbox, and what the screens know of it. */
import type { RoundRecord } from "../domain/field-record.ts";
import { fail, type Outcome, succeed } from "../domain/outcome.ts";
import { unsentFate } from "../domain/phone-clock.ts";
import type { Member } from "./me.ts";
import { bare, changeEntry, type OutboxStore, outboxStore } from "./outbox-store.ts";
import { keepBegun, keepDay, readKeptDay, toldDay } from "./phone-day.ts";
import { NO_NEWS, type OpenPhone, type PhoneNews, type PhoneState } from "./phone-state.ts";
import { openVault, type Vault } from "./phone-vault.ts";
import { makeStore, type Store } from "./store.ts";
import { fetchFieldDay } from "./sync.ts";

interface Held {
  readonly account: string;
  readonly vault: Vault;
  readonly store: OutboxStore;
}

let held: Held | undefined;

/** What the screens show of the phone; closed again whenever the session stops. What it holds stays. */
export const phoneStore: Store<PhoneState> = makeStore<PhoneState>({ kind: "closed" }, closePhone);

/** Other tabs of this browser. */
const others = typeof BroadcastChannel === "function" ? new BroadcastChannel("repere.phone") : undefined;
others?.addEventListener("message", () => void showEntries());

/** Other tabs show what is on the phone now. */
export function tellOthers(): void {
  others?.postMessage("changed");
}

/** The phone's parts, while it is open. */
export function heldPhone(): Held | undefined {
  return held;
}

let opening: Promise<void> = Promise.resolve();

/** Opens the account's part of the phone and shows what is in it; asked twice, it opens once. */
export function openPhone(account: string): Promise<void> {
  opening = opening.then(() => openNow(account));
  return opening;
}

async function openNow(account: string): Promise<void> {
  if (held?.account === account) return;
  closePhone();
  if (!window.isSecureContext) return phoneStore.set({ kind: "unusable", why: "insecure" });
  try {
    const vault = await openVault(account);
    const mine = { account, vault, store: outboxStore(vault) };
    held = mine;
    const [{ broken }, kept] = await Promise.all([vault.rows("entry"), readKeptDay(vault)]);
    const news = { ...NO_NEWS, broken: broken.length };
    const entries = (await mine.store.list()).map(bare);
    if (held !== mine) return;
    phoneStore.set({ kind: "open", account, kept, entries, sending: "idle", news, sent: 0 });
    // The browser may think about it for long; the person writes meanwhile.
    void isLow().then((low) => {
      if (low) changeOpen((phone) => ({ ...phone, news: { ...phone.news, isLow: true } }));
    });
  } catch {
    held = undefined;
    phoneStore.set({ kind: "unusable", why: "storage" });
  }
}

/** Asks for the day's rounds and keeps them; without network those kept stay. */
export async function refreshDay(member: Member): Promise<void> {
  const mine = held;
  const answer = await fetchFieldDay();
  if (!answer.ok || !mine || held !== mine) return;
  try {
    const kept = await keepDay(mine.vault, member, answer.value);
    changeOpen((phone) => ({ ...phone, kept }));
  } catch {
    // No room to keep it: it is shown all the same, until the tab closes.
    changeOpen((phone) => {
      const kept = toldDay(member, answer.value, phone.kept?.begun ?? []);
      return { ...phone, kept, news: { ...phone.news, isLow: true } };
    });
  }
}

/** Keeps a round begun on this phone beside the planned ones. */
export async function keepBegunRound(round: RoundRecord): Promise<void> {
  const kept = openState()?.kept;
  if (!held || !kept) return;
  const next = await keepBegun(held.vault, kept, round);
  changeOpen((phone) => ({ ...phone, kept: next }));
}

/** Does something to the outbox and shows what became of it; `phone_full` where the phone has no room for it. */
export async function editOutbox<Value>(
  edit: (store: OutboxStore) => Promise<Value>,
): Promise<Outcome<Value, "phone_full" | "phone_closed">> {
  if (!held) return fail("phone_closed");
  try {
    const value = await edit(held.store);
    await showEntries();
    tellOthers();
    return succeed(value);
  } catch {
    changeOpen((phone) => ({ ...phone, news: { ...phone.news, isLow: true } }));
    return fail("phone_full");
  }
}

/** Shows the entries as they are now. */
export async function showEntries(): Promise<void> {
  const mine = held;
  if (!mine) return;
  const entries = (await mine.store.list()).map(bare);
  changeOpen((phone) => (phone.account === mine.account ? { ...phone, entries } : phone));
}

/** Announces the end of what waits too long, and wipes what was announced and is over 7 days old. */
export async function applyFates(): Promise<void> {
  const today = openState()?.kept?.clock.day;
  if (!held || today === undefined) return;
  let [wiped, daysLeft]: [number, number | null] = [0, null];
  for (const entry of await held.store.list()) {
    const fate = unsentFate(entry.day, today, entry.warnedOn);
    if (fate.kind === "waits") continue;
    if (fate.kind === "warned") daysLeft = Math.min(daysLeft ?? fate.days, fate.days);
    if (fate.kind === "wiped") wiped += 1;
    await changeEntry(held.store, entry.record.id, (now) => {
      if (!now || fate.kind === "wiped") return now ? null : undefined;
      return now.warnedOn.includes(today) ? undefined : { ...now, warnedOn: [...now.warnedOn, today] };
    });
  }
  addNews({ wiped, daysLeft });
  await showEntries();
}

/** Adds to what is told. */
export function addNews({ late = 0, wiped = 0, daysLeft = null }: Partial<PhoneNews>): void {
  changeOpen((phone) => ({
    ...phone,
    news: { ...phone.news, late: phone.news.late + late, wiped: phone.news.wiped + wiped, daysLeft },
  }));
}

/** The person has read what was told. */
export function readNews(): void {
  changeOpen((phone) => ({ ...phone, news: NO_NEWS }));
}

/** Changes what is shown, while the phone is open. */
export function changeOpen(change: (phone: OpenPhone) => OpenPhone): void {
  const phone = openState();
  if (phone) phoneStore.set(change(phone));
}

/** The open phone's state, or undefined. */
function openState(): OpenPhone | undefined {
  const state = phoneStore.get();
  return state.kind === "open" ? state : undefined;
}

function closePhone(): void {
  held?.vault.close();
  held = undefined;
}

/** Room below which the person is told, in bytes: a day's records take some 100 kB. */
const LOW_BYTES = 5_000_000;

/** Asks the browser to keep what is stored, and whether little room is left. */
async function isLow(): Promise<boolean> {
  try {
    await navigator.storage.persist();
    const { quota, usage } = await navigator.storage.estimate();
    return quota !== undefined && usage !== undefined && quota - usage < LOW_BYTES;
  } catch {
    return false;
  }
}
