import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  accountCounter,
  addressCounter,
  type Counter,
  countTry,
  forgetOldTries,
  forgiveTry,
  TooManyTries,
} from "../../../supabase/local/auth/attempts.ts";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";

const keys = tokenKeys(new Uint8Array(32).fill(1));
const START = Date.parse("2026-03-02T12:00:00Z");

eachDatabase("failed tries", (db) => {
  /** Seconds to wait at a moment (seconds after the start), or 0 where the try was counted. */
  async function tryAt(seconds: number, ...counters: Counter[]): Promise<number> {
    const now = new Date(START + seconds * 1000);
    try {
      await db().transaction({}, null, (query) => countTry(query, counters, now));
      return 0;
    } catch (error) {
      if (error instanceof TooManyTries) return error.waitSeconds;
      throw error;
    }
  }

  async function fail(counter: Counter, times: number, seconds = 0): Promise<void> {
    for (let n = 0; n < times; n++) expect(await tryAt(seconds, counter)).toBe(0);
  }

  test("five are free for an account; then the waits double, up to a quarter of an hour", async () => {
    const account = accountCounter(keys, randomUUID());
    await fail(account, 5);
    const waits: number[] = [];
    let clock = 0;
    for (let n = 0; n < 10; n++) {
      const wait = await tryAt(clock, account);
      waits.push(wait);
      clock += wait;
      expect(await tryAt(clock, account)).toBe(0);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
  });

  test("a try during the wait neither passes nor makes it longer", async () => {
    const account = accountCounter(keys, randomUUID());
    await fail(account, 5);
    expect(await tryAt(1, account)).toBe(4);
    expect(await tryAt(4, account)).toBe(1);
    expect(await tryAt(5, account)).toBe(0);
  });

  test("an hour of peace gives the free tries back", async () => {
    const account = accountCounter(keys, randomUUID());
    await fail(account, 5);
    await fail(account, 5, 3606);
    expect(await tryAt(3606, account)).toBe(5);
  });

  test("an address has twenty, over all accounts", async () => {
    const address = addressCounter(keys, randomUUID());
    for (let n = 0; n < 20; n++) expect(await tryAt(0, accountCounter(keys, randomUUID()), address)).toBe(0);
    expect(await tryAt(0, accountCounter(keys, randomUUID()), address)).toBe(5);
  });

  test("a success clears the account and gives the address its one try back", async () => {
    const account = accountCounter(keys, randomUUID());
    const address = addressCounter(keys, randomUUID());
    for (let n = 0; n < 60; n++) {
      expect(await tryAt(0, account, address)).toBe(0);
      await db().transaction({}, null, (query) => forgiveTry(query, account, address));
    }
    await fail(address, 19);
    expect(await tryAt(0, account, address)).toBe(0);
    expect(await tryAt(0, address)).toBe(5);
  });

  test("tries made at once cannot pass together", async () => {
    const account = accountCounter(keys, randomUUID());
    const waits = await Promise.all(Array.from({ length: 30 }, () => tryAt(0, account)));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
  });

  test("old counters are forgotten", async () => {
    const account = accountCounter(keys, randomUUID());
    await fail(account, 1);
    const later = new Date(START + 3 * 3600 * 1000);
    await db().transaction({}, null, (query) => forgetOldTries(query, later));
    expect(await owned(db(), "select from auth.attempts where key = $1", [account.key])).toEqual([]);
  });
});
