import { serve as listenWith } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHECKS, type Project } from "../../contract/checks.ts";
import { apiFunctions } from "../../contract/functions.ts";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAdmin } from "./invented-people.ts";
import { type Served, serve } from "./serve.ts";

eachDatabase("npm run contract against the local server", (db) => {
  let served: Served;
  let project: Project;
  beforeAll(async () => {
    served = await serve(db());
    project = {
      url: served.url,
      key: served.anonKey,
      account: await newAdmin(db()),
      functions: apiFunctions(),
    };
  });
  afterAll(() => served.close());

  for (const check of CHECKS) {
    test(check.name, async () => {
      expect(await check.run(project)).toBeUndefined();
    });
  }

  test("asks every function of api there is, by its arguments", async () => {
    const rows = await owned(
      db(),
      `select p.proname as name, coalesce(p.proargnames, '{}') as arguments from pg_proc p
       where p.pronamespace = 'api'::regnamespace`,
    );
    const wanted = rows.map((row) => [String(row["name"]), [...(row["arguments"] as string[])].sort()]);
    const asked = [...project.functions].map(([name, names]) => [name, [...names].sort()]);
    expect(asked.sort()).toEqual(wanted.sort());
  });
});

describe("npm run contract against a server that lets everybody in", () => {
  const open = new Hono();
  // Whoever asks is somebody, each sign-in says who exists, and every call is answered, each time otherwise.
  let times = 0;
  open.post("/auth/v1/token", async (c) => {
    const { email, password } = (await c.req.json()) as { email: string; password: string };
    return password === "not it" ? c.json({ unknown: email }, 400) : c.json({ access_token: "anything" });
  });
  open.all("*", (c) => c.json({ times: times++ }));
  let server: ReturnType<typeof listenWith>;
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((ready) => {
      server = listenWith({ fetch: open.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
        url = `http://127.0.0.1:${port}`;
        ready();
      });
    });
  });
  afterAll(() => void server.close());

  for (const check of CHECKS) {
    test(`fails: ${check.name}`, async () => {
      const account = { email: "somebody@members.repere.invalid", password: "invented" };
      expect(await check.run({ url, key: "a.b.c", account, functions: apiFunctions() })).toBeTruthy();
    });
  }
});
