import { afterAll, beforeAll, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAdmin } from "./invented-people.ts";
import { type Served, serve } from "./serve.ts";

eachDatabase("a token for the command line", (db) => {
  let served: Served;
  let admin: { id: string; email: string };
  beforeAll(async () => {
    served = await serve(db());
    admin = await newAdmin(db());
  });
  afterAll(() => served.close());

  const ask = (json: unknown, key = served.commandKey) =>
    served.ask("/local/v1/command-token", { json, headers: { "x-repere-key": key } });

  test("acts as the account, and the audit log says so", async () => {
    const answer = await ask({ email: admin.email });
    expect(answer.status).toBe(200);
    const { token, expires_in } = (await answer.json()) as { token: string; expires_in: number };
    expect(expires_in).toBe(600);
    const team = await served.ask("/rest/v1/rpc/create_team", { token, json: { name: "By command" } });
    expect(team.status).toBe(200);
    expect(
      await owned(db(), "select action, via from audit.event where actor = $1 order by id", [admin.id]),
    ).toEqual([
      { action: "command_token_issued", via: "command_line" },
      { action: "team_created", via: "command_line" },
    ]);
  });

  test("needs the key of the folder", async () => {
    for (const key of ["", "guess", `${served.commandKey} `.repeat(2)]) {
      expect((await ask({ email: admin.email }, key)).status).toBe(403);
    }
    expect((await served.ask("/local/v1/command-token", { json: { email: admin.email } })).status).toBe(403);
  });

  test("is given on this machine alone, whoever holds the key", async () => {
    const proxied = await serve(db(), { trustProxy: true });
    const statusFrom = async (addresses?: string) => {
      const forwarded = addresses === undefined ? {} : { "x-forwarded-for": addresses };
      const headers = { "x-repere-key": proxied.commandKey, ...forwarded };
      return (await proxied.ask("/local/v1/command-token", { json: { email: admin.email }, headers })).status;
    };
    expect(await statusFrom()).toBe(200);
    expect(await statusFrom("127.0.0.1")).toBe(200);
    expect(await statusFrom("198.51.100.7")).toBe(403);
    expect(await statusFrom("127.0.0.1, 198.51.100.7")).toBe(403);
    expect(proxied.log).toContain("local/command-token refused: from_elsewhere");
    await proxied.close();
  });

  test("is not given for an account that does not exist or was not named", async () => {
    expect((await ask({ email: "nobody@members.repere.invalid" })).status).toBe(404);
    expect((await ask({})).status).toBe(400);
    expect((await ask("text")).status).toBe(400);
  });

  test("stands beside a health check that asks the database", async () => {
    expect(await (await served.ask("/local/v1/health")).json()).toMatchObject({ status: "ok" });
  });
});
