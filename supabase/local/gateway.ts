import type { TokenKeys } from "./auth/token-keys.ts";
import type { Database, Query, TransactionOptions } from "./database/database.ts";

/** What every request needs: the database, the keys, the clocks. */
export interface Gateway {
  readonly db: Database;
  readonly keys: TokenKeys;
  /** Key of the release pipeline, hex; without it the database refuses to publish (RP010). */
  readonly releaseSecret: string | undefined;
  /** The fixed day of the service clock, or undefined for the real one. */
  readonly today: string | undefined;
  /** The real clock: tokens and sessions do not follow the service clock. */
  readonly now: () => Date;
  /** Whether the last X-Forwarded-For entry is the client's address (a reverse proxy of one's own). */
  readonly trustProxy: boolean;
  /** After a call that may have erased something: done before its answer leaves (backup/journal.ts). */
  readonly onErasure?: () => Promise<void>;
  /** Writes a line to the server's log; never data. */
  readonly log: (line: string) => void;
}

/** Settings of a transaction: the service clock and, for a person, the claims of the verified token. */
export function settingsFor(
  gateway: Gateway,
  claims?: Readonly<Record<string, unknown>>,
): Record<string, string> {
  return {
    ...(gateway.today === undefined ? {} : { "repere.today": gateway.today }),
    ...(claims === undefined ? {} : { "request.jwt.claims": JSON.stringify(claims) }),
  };
}

/** Limits of a transaction, and settings that are local to it. */
export interface OwnerOptions extends TransactionOptions {
  readonly settings?: Readonly<Record<string, string>>;
}

/** A transaction as the owner of the schemas, in the name of `claims` where the audit log should name someone. */
export function asOwner<T>(
  gateway: Gateway,
  work: (query: Query) => Promise<T>,
  claims?: Readonly<Record<string, unknown>>,
  { settings = {}, ...options }: OwnerOptions = {},
): Promise<T> {
  const all = { ...settingsFor(gateway, claims), ...settings };
  return gateway.db.transaction(all, null, work, { timeoutMs: 15_000, ...options });
}
