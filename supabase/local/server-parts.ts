import { tokenKeys } from "./auth/token-keys.ts";
import type { ServerBackups } from "./backup/scheduled.ts";
import { DatabaseError } from "./database/database.ts";
import type { Gateway } from "./gateway.ts";
import { DUE_WORK, type NightlyWork } from "./nightly.ts";
import type { Prepared } from "./prepare-data.ts";
import type { ServerOptions } from "./server.ts";

/** What every request of a server needs. */
export function gatewayOf(
  options: ServerOptions,
  { db, facts, secrets }: Prepared,
  backups: ServerBackups,
): Gateway {
  return {
    db,
    keys: tokenKeys(secrets.accounts),
    releaseSecret: secrets.release,
    // Asked anew for each request, where a test lets weeks go by.
    get today() {
      return options.serviceDay?.() ?? facts.today;
    },
    now: options.now ?? (() => new Date()),
    trustProxy: options.trustProxy ?? false,
    log: options.log ?? (() => undefined),
    ...(facts.demo ? {} : { onErasure: () => noteErasure(backups, options) }),
  };
}

/** Invented data is worth no disk: a demonstration is backed up by hand alone. */
export function nightlyWork(backups: ServerBackups, demo: boolean): NightlyWork {
  if (demo) return DUE_WORK;
  return {
    ...DUE_WORK,
    erasures: () => backups.note(),
    backup: ({ now }) => backups.makeDue(now()),
  };
}

/** An erasure is done whether or not the list of erasures can be written; each night tries again. */
async function noteErasure(backups: ServerBackups, { log }: ServerOptions): Promise<void> {
  await backups.note().catch((error: unknown) => {
    log?.(`erasures failed ${error instanceof DatabaseError ? error.code : "unexpectedly"}`);
  });
}
