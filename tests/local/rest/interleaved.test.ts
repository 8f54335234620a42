import { afterAll, beforeAll, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAccount, newAdmin } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";
import { TEST_FUNCTIONS } from "./test-functions.ts";

interface Seen {
  role: string;
  claims: { sub?: string };
}

eachDatabase("requests of many people at once", (db) => {
  let served: Served;
  beforeAll(async () => {
    for (const sql of TEST_FUNCTIONS) await owned(db(), sql);
    served = await serve(db());
  });
  afterAll(() => served.close());

  test("200 interleaved requests never mix accounts or roles, also where some fail", async () => {
    const people = await Promise.all([
      ...[1, 2, 3].map(() => newAdmin(db())),
      ...[1, 2].map(() => newAccount(db())),
    ]);
    const clients: { id: string | undefined; client: Client }[] = [
      { id: undefined, client: served.client() },
    ];
    for (const person of people) {
      const client = served.client();
      expect((await client.auth.signInWithPassword(person)).error).toBeNull();
      clients.push({ id: person.id, client });
    }
    const calls = Array.from({ length: 200 }, async (_, n) => {
      const { id, client } = clients[n % clients.length] ?? { id: "", client: served.client() };
      // Every third call fails halfway: its role must not stay behind for the next one.
      if (n % 3 === 2) await client.rpc("test_fail", { code: "RP001" });
      const { data } = await client.rpc("test_session");
      const { role, claims } = data as Seen;
      return role === (id ? "authenticated" : "anon") && claims.sub === id;
    });
    expect((await Promise.all(calls)).filter((right) => !right)).toEqual([]);
  });

  test("after them the database is nobody's: the owner's work and a stranger's are apart", async () => {
    expect(await owned(db(), "select current_user as who")).toEqual([{ who: "repere_owner" }]);
    const { error, status } = await served.client().rpc("me");
    expect([status, error?.code]).toEqual([401, "42501"]);
  });
});
