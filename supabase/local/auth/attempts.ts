import type { Query } from "../database/database.ts";
import { keyedHash, type TokenKeys } from "./token-keys.ts";

/** Whose tries are counted: an account by what was typed, whether it exists or not, or a network address. */
export interface Counter {
  readonly key: Buffer;
  /** So many failures are free. */
  readonly free: number;
}

/** An office shares one address, so an address has more free tries than an account. */
const FREE_FOR_ACCOUNT = 5;
const FREE_FOR_ADDRESS = 20;
const FIRST_WAIT_SECONDS = 5;
const LONGEST_WAIT_SECONDS = 900;

export function accountCounter(keys: TokenKeys, email: string): Counter {
  return { key: keyedHash(keys.attempts, `account ${email}`), free: FREE_FOR_ACCOUNT };
}

/** Codes of the second factor: apart from the password's tries, which a right password forgives. */
export function codeCounter(keys: TokenKeys, account: string): Counter {
  return { key: keyedHash(keys.attempts, `code ${account}`), free: FREE_FOR_ACCOUNT };
}

/** Sign-ups with one invitation: its holder is told that an identifier is taken, and may not list them so. */
export function invitationCounter(keys: TokenKeys, code: string): Counter {
  return { key: keyedHash(keys.attempts, `invitation ${code}`), free: FREE_FOR_ACCOUNT };
}

export function addressCounter(keys: TokenKeys, address: string): Counter {
  return { key: keyedHash(keys.attempts, `address ${address}`), free: FREE_FOR_ADDRESS };
}

/** A try came before its time; the transaction is to be rolled back. */
export class TooManyTries extends Error {
  readonly waitSeconds: number;

  constructor(waitSeconds: number) {
    super("too many tries");
    this.waitSeconds = waitSeconds;
  }
}

/** Failures after this one: an hour of peace forgets them. */
const NEXT_FAILURES =
  "(case when a.last_at < $2::timestamptz - interval '1 hour' then 1 else a.failures + 1 end)";

const COUNT = `
  insert into auth.attempts as a (key, failures, last_at, open_at)
  values ($1, 1, $2::timestamptz, $2::timestamptz)
  on conflict (key) do update set
    failures = ${NEXT_FAILURES},
    last_at = excluded.last_at,
    open_at = excluded.open_at + make_interval(secs => case
      when ${NEXT_FAILURES} < $3::integer then 0
      else least(${LONGEST_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} * power(2, least(${NEXT_FAILURES} - $3::integer, 10)))
    end)
  where a.open_at <= excluded.open_at
  returning a.failures`;

/**
 * Counts a try as failed before it is known how it ends, so that tries made at once cannot pass together.
 * After the free ones each must wait: 5 s, 10 s, 20 s … 15 min. A try during the wait is not counted.
 *
 * @throws TooManyTries where one of the counters is waiting.
 */
export async function countTry(query: Query, counters: readonly Counter[], now: Date): Promise<void> {
  for (const { key, free } of counters) {
    const { rows } = await query(COUNT, [key, now.toISOString(), free]);
    if (rows.length === 0) throw new TooManyTries(await waitOf(query, key, now));
  }
}

async function waitOf(query: Query, key: Buffer, now: Date): Promise<number> {
  const { rows } = await query(
    "select extract(epoch from open_at - $2::timestamptz)::float8 as wait from auth.attempts where key = $1",
    [key, now.toISOString()],
  );
  return Math.max(1, Math.ceil(Number(rows[0]?.["wait"] ?? 1)));
}

/** The try went well: what was tried starts afresh, an address gets this one try back. */
export async function forgiveTry(query: Query, tried: Counter, address: Counter): Promise<void> {
  await query("delete from auth.attempts where key = $1", [tried.key]);
  await query(
    "update auth.attempts set failures = greatest(failures - 1, 0), open_at = last_at where key = $1",
    [address.key],
  );
}

/** Removes counters that an hour of peace has emptied. */
export async function forgetOldTries(query: Query, now: Date): Promise<void> {
  await query("delete from auth.attempts where last_at < $1::timestamptz - interval '2 hours'", [
    now.toISOString(),
  ]);
}
