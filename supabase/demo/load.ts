import type { Role } from "../../src/domain/role.ts";
import type { Database } from "../local/database/database.ts";
import { demoAccounts } from "./accounts.ts";
import { generateDemo } from "./generate.ts";
import { loadInstitutions } from "./load-institutions.ts";
import { type KnownAccount, loadOrganisation } from "./load-organisation.ts";
import { loadAlerts, loadSites } from "./load-places.ts";
import { loadRecords } from "./load-records.ts";
import { loadSchedule } from "./load-schedule.ts";
import { publishDue } from "./publish-due.ts";

/** A step of the loading, as the server shows it. */
type DemoStep = "accounts" | "records" | "windows";

export interface LoadDemoOptions {
  /** Day of the service clock, `YYYY-MM-DD`. */
  readonly today: string;
  /** 165 contacts a week instead of 550. */
  readonly small?: boolean;
  /** Makes an account with the server's own code and returns its id (auth.uid()). */
  createAccount(email: string, password: string): Promise<string>;
  /** HMAC secret of releases, in hexadecimal. */
  readonly secret: string;
  onProgress?(step: DemoStep, done: number, total: number): void;
}

/** An account that a person can sign in with. */
export interface PrintedAccount {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

/**
 * Loads a fictitious organisation of Île-de-France (marked as such) into a migrated database, and publishes every
 * window that is due, oldest first. Records arrive in one transaction: all of them, or none.
 */
export async function loadDemo(
  db: Database,
  options: LoadDemoOptions,
): Promise<{ organisation: string; accounts: PrintedAccount[] }> {
  const settings = { "repere.today": options.today };
  const accounts = await makeAccounts(options);
  const records = generateDemo({ today: options.today, small: options.small ?? false });
  const organisation = await db.transaction(settings, null, async (query) => {
    const loaded = await loadOrganisation(query, records, accounts);
    await loadSites(query, loaded.organisation, records);
    await loadAlerts(query, loaded.organisation, records);
    await loadRecords(query, loaded, records, (done, total) => options.onProgress?.("records", done, total));
    await loadSchedule(query, loaded, records.schedule);
    await loadInstitutions(query, loaded, options.today);
    return loaded.organisation;
  });
  // Freshly filled tables have no statistics: without them what is asked first is planned as if they were empty.
  await db.exec("analyze");
  const { today, secret } = options;
  const told = (done: number, total: number) => options.onProgress?.("windows", done, total);
  await publishDue(db, { organisation, today, secret, told });
  return { organisation, accounts: accounts.map(({ role, email, password }) => ({ role, email, password })) };
}

/** Passwords are hashed off the main thread: all at once, so that both cores work. */
async function makeAccounts(options: LoadDemoOptions): Promise<KnownAccount[]> {
  const wanted = demoAccounts();
  let done = 0;
  return Promise.all(
    wanted.map(async (account) => {
      const userId = await options.createAccount(account.email, account.password);
      done += 1;
      options.onProgress?.("accounts", done, wanted.length);
      return { ...account, userId };
    }),
  );
}
