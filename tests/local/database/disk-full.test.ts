import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, test } from "vitest";
import ws from "ws";
import { signInErrorOf } from "../../../src/data/session.ts";
import { authRoutes } from "../../../supabase/local/auth/routes.ts";
import { tokenKeys } from "../../../supabase/local/auth/token-keys.ts";
import { type Database, DatabaseError } from "../../../supabase/local/database/database.ts";
import { openPglite } from "../../../supabase/local/database/pglite.ts";
import { localRoutes } from "../../../supabase/local/http/local-routes.ts";

const MEGABYTE = 2 ** 20;
const ROOM = 1000 * MEGABYTE;

let folder: string;
let db: Database;
/** What the invented disk has left, in bytes. */
let left = ROOM;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "repere-disk-"));
  db = await openPglite({ dataDir: join(folder, "pg") }, () => left);
  await db.exec("create role repere_owner; create table kept (n integer); grant all on kept to repere_owner");
});
afterAll(async () => {
  left = ROOM;
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const count = async () =>
  db.transaction({}, null, async (query) => (await query("select count(*)::integer as n from kept")).rows, {
    readOnly: true,
  });
const write = () => db.transaction({}, null, (query) => query("insert into kept values (1)"));

test("without room nothing is written and reading goes on; with room again writing does", async () => {
  await write();
  left = 40 * MEGABYTE;
  await expect(write()).rejects.toMatchObject({ code: "53100" });
  await expect(db.exec("create table other ()")).rejects.toMatchObject({ code: "53100" });
  expect(await count()).toEqual([{ n: 1 }]);
  left = ROOM;
  await write();
  expect(await count()).toEqual([{ n: 2 }]);
});

test("work that fills the disk is ended and undone, even where the database turns in circles", async () => {
  const before = await count();
  const turning = db.transaction({}, null, async (query) => {
    await query("insert into kept values (1)");
    left = 10 * MEGABYTE;
    await query("do $$ begin loop end loop; end $$");
  });
  await expect(turning).rejects.toMatchObject({ code: "53100" });
  // Its thread is gone, and opening it again would write.
  await expect(count()).rejects.toMatchObject({ code: "53100" });
  left = ROOM;
  expect(await count()).toEqual(before);
  await write();
});

test("a database is not made where there is no room for it", async () => {
  const open = openPglite({ dataDir: join(folder, "other") }, () => 40 * MEGABYTE);
  await expect(open).rejects.toMatchObject({ code: "53100" });
});

test("a database that fills the disk while it is made is given up", async () => {
  let looks = 0;
  const shrinking = () => {
    looks += 1;
    return looks === 1 ? ROOM : 0;
  };
  const open = openPglite({ dataDir: join(folder, "third") }, shrinking);
  await expect(open).rejects.toMatchObject({ code: "53100" });
});

test("a full disk is told as such to the command line, and as passing to supabase-js, which keeps the session", async () => {
  const refuse = () => Promise.reject(new DatabaseError("disk_full", "53100"));
  const full = { kind: "pglite", transaction: refuse, exec: refuse, close: refuse } as const;
  const keys = tokenKeys(new Uint8Array(32));
  const gateway = { db: full, keys, today: undefined, releaseSecret: undefined, trustProxy: false };
  const served = { ...gateway, now: () => new Date(), log: () => undefined };
  const health = await localRoutes(served, "key").request("/health");
  expect([health.status, await health.json()]).toEqual([503, { error: "disk_full" }]);
  const refresh = await authRoutes(served).request("/token?grant_type=refresh_token", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: "invented" }),
  });
  expect(refresh.status).toBe(503);
});

test("who signs in or joins on a full disk is told that it is full, through supabase-js", async () => {
  const refuse = () => Promise.reject(new DatabaseError("disk_full", "53100"));
  const full = { kind: "pglite", transaction: refuse, exec: refuse, close: refuse } as const;
  const keys = tokenKeys(new Uint8Array(32));
  const gateway = { db: full, keys, today: undefined, releaseSecret: undefined, trustProxy: true };
  const routes = authRoutes({ ...gateway, now: () => new Date(), log: () => undefined });
  const client = createClient("http://127.0.0.1:1", "key", {
    auth: { persistSession: false, autoRefreshToken: false },
    realtime: { transport: ws as unknown as typeof WebSocket },
    global: {
      fetch: async (input, init) => {
        const { pathname, search } = new URL(String(input));
        const headers = { ...Object.fromEntries(new Headers(init?.headers)), "x-forwarded-for": "192.0.2.1" };
        return routes.request(pathname.replace("/auth/v1", "") + search, { ...init, headers });
      },
    },
  });
  const person = { email: "invented@members.repere.invalid", password: "invented words" };
  const signIn = (await client.auth.signInWithPassword(person)).error;
  const signUp = (await client.auth.signUp({ ...person, options: { data: { invitation: "X" } } })).error;
  for (const error of [signIn, signUp]) expect(signInErrorOf(error?.status, error?.code)).toBe("disk_full");
});
