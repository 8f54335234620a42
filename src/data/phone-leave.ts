/** Leaving a phone: what is wiped, and what must not be. */
import type { Member } from "./me.ts";
import { outboxStore } from "./outbox-store.ts";
import { dropDraft, readKeptDay } from "./phone-day.ts";
import { accountsHere, openVault, type Vault } from "./phone-vault.ts";

/** How many records of an account this phone has not sent. */
export async function unsentCount(account: string): Promise<number> {
  return (await withVault(account, async (vault) => (await outboxStore(vault).list()).length)) ?? 0;
}

/**
 * Wipes an account's day, form and key from this phone. While records are unsent only the day's rounds and the form
 * go: `andUnsent` is for a person who has said that they give the records up.
 */
export async function wipePhone(account: string, andUnsent = false): Promise<void> {
  await withVault(account, async (vault) => {
    const unsent = await outboxStore(vault).list();
    if (andUnsent || unsent.length === 0) return vault.wipe();
    await dropDraft(vault);
    for (const { id, version } of (await vault.rows("day")).open) await vault.drop(id, version);
  });
}

/** How many records this phone has not sent, whoever's: told at the door, so that nobody believes that they went. */
export async function unsentHere(): Promise<number> {
  if (!isPhoneUsable()) return 0;
  const counts = await Promise.all((await accountsHere()).map(unsentCount));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Who may go on recording on this phone. */
export interface PhoneMember {
  readonly account: string;
  readonly member: Member;
}

/** The account whose day this phone holds, where it is one alone: it may go on recording without a session. */
export async function memberHere(): Promise<
  { readonly account: string; readonly member: Member } | undefined
> {
  if (!isPhoneUsable()) return undefined;
  const found: PhoneMember[] = [];
  for (const account of await accountsHere().catch(() => [])) {
    const kept = await withVault(account, readKeptDay);
    if (kept && kept.day.days.length > 0) found.push({ account, member: kept.member });
  }
  return found.length === 1 ? found[0] : undefined;
}

async function withVault<Value>(
  account: string,
  work: (vault: Vault) => Promise<Value>,
): Promise<Value | undefined> {
  if (!isPhoneUsable() || !(await accountsHere()).includes(account)) return undefined;
  const vault = await openVault(account);
  try {
    return await work(vault);
  } finally {
    vault.close();
  }
}

function isPhoneUsable(): boolean {
  return typeof indexedDB === "object" && globalThis.isSecureContext === true;
}
