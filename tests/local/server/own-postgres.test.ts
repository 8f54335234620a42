import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import type { PostgresOptions } from "../../../supabase/local/database/postgres.ts";
import type { Progress } from "../../../supabase/local/progress.ts";
import { type RunningServer, startServer } from "../../../supabase/local/server.ts";
import { StartError } from "../../../supabase/local/start-error.ts";
import { makeNative, nativeFolder } from "../harness/each-database.ts";
import { addressOf, MIGRATOR, SUPERUSER } from "../harness/native-cluster.ts";
import { asSuperuser, prepareNativePlatform } from "../harness/prepared.ts";
import { newEmail, PASSWORD } from "./invented-people.ts";
import { browser } from "./serve.ts";

const native = inject("nativePostgres");

const absence = "absent" in native ? ` (${native.absent})` : "";

describe.skipIf("absent" in native)(`on an own PostgreSQL${absence}`, () => {
  const folder = mkdtempSync(join(tmpdir(), "repere-own-"));
  const env = { REPERE_SECRETS: join(folder, "secrets") };
  const running: RunningServer[] = [];
  let notices: string[] = [];
  let prepared: PostgresOptions;
  beforeAll(async () => {
    prepared = await database({ prepare: true });
  });
  afterEach(async () => {
    for (const server of running.splice(0)) await server.close();
    notices = [];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const progress: Progress = {
    during: (_step, work) => work(() => undefined),
    notice: (notice) => notices.push(notice),
  };

  async function database({ prepare }: { prepare: boolean }): Promise<PostgresOptions> {
    const name = await makeNative("template1");
    if (prepare) await prepareNativePlatform(nativeFolder(), name);
    return {
      url: addressOf(nativeFolder(), "authenticator", name),
      ownerUrl: addressOf(nativeFolder(), MIGRATOR, name),
    };
  }

  async function start(data: string, postgres: PostgresOptions): Promise<RunningServer> {
    const grid = { srid: 3035, offsetEKm: 0, offsetNKm: 0 };
    const organisation = { name: "Association fictive", timeZone: "Europe/Paris", grid };
    const server = await startServer({
      data: join(folder, data),
      port: 0,
      organisation,
      postgres,
      page: folder,
      logic: true,
      env,
      progress,
    });
    running.push(server);
    return server;
  }

  async function faultOf(work: Promise<unknown>): Promise<string> {
    return work.then(
      () => "none",
      (error: unknown) => (error instanceof StartError ? error.fault : String(error)),
    );
  }

  test("an owner without superuser's rights migrates, and the first admin joins", async () => {
    const server = await start("first", prepared);
    const code = server.adminCode ?? "";
    const person = browser(server.url, server.anonKey);
    const options = { data: { invitation: code } };
    const made = await person.auth.signUp({ email: newEmail(), password: PASSWORD, options });
    expect(made.error).toBeNull();
    expect((await person.rpc("join", { code })).data).toEqual({ role: "admin", team_id: null });
    expect((await person.rpc("create_team", { name: "Équipe fictive" })).error).toBeNull();
    expect(existsSync(join(folder, "first/pg"))).toBe(false);
  });

  test("records behind a new folder are kept, and get no second release secret", async () => {
    const server = await start("second", prepared);
    expect(server.adminCode).toBeUndefined();
    expect(notices).toContain("release_secret_missing");
  });

  test("demo accounts stay on this machine, whatever the folder says", async () => {
    const demo = await database({ prepare: true });
    await start("demo", demo);
    for (const server of running.splice(0)) await server.close();
    const name = /\/(test_[0-9a-f]+)\?/.exec(demo.url)?.[1] ?? "";
    await asSuperuser(nativeFolder(), name, "update org.organisation set fictitious = true");
    const open = startServer({
      data: join(folder, "demo"),
      port: 0,
      host: "0.0.0.0",
      postgres: demo,
      page: folder,
      logic: true,
      env,
    });
    expect(await faultOf(open)).toBe("demo_host");
  });

  test("an owner who is a superuser has the database prepared at the first start", async () => {
    const { url } = await database({ prepare: false });
    const server = await start("superuser", {
      url,
      ownerUrl: url.replace("authenticator@", `${SUPERUSER}@`),
    });
    expect((await browser(server.url, server.anonKey).rpc("me")).status).toBe(401);
    expect(server.adminCode).toBeTruthy();
  });

  test("a database that nobody prepared, or that is not there, is told apart", async () => {
    expect(await faultOf(start("bare", await database({ prepare: false })))).toBe("platform_missing");
    const nowhere = { url: "postgresql://x@127.0.0.1:1/x", ownerUrl: "postgresql://x@127.0.0.1:1/x" };
    expect(await faultOf(start("nowhere", nowhere))).toBe("database_unreachable");
    expect(existsSync(join(folder, "nowhere/lock"))).toBe(false);
  });
});
