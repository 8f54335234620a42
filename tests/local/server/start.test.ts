import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newEmail, PASSWORD } from "./invented-people.ts";
import { type Launched, launch } from "./launch.ts";
import { browser } from "./serve.ts";

/** One folder goes through its life: first start, use, interrupted, started again, a secret lost. */
const folder = mkdtempSync(join(tmpdir(), "repere-start-"));
const data = join(folder, "data");
let first: Launched;
let ready: { url: string; anonKey: string };

beforeAll(async () => {
  first = launch(folder, [
    "--empty",
    "--json",
    "--data",
    data,
    "--port",
    "0",
    "--name",
    "Association fictive",
  ]);
  const answer = await first.ready;
  if (!answer) throw new Error(first.said());
  ready = answer;
});
afterAll(() => {
  first.child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const email = newEmail();
const adminCode = () => /#\/rejoindre\/([0-9A-Z-]+)/.exec(first.said())?.[1] ?? "";

test("--json writes one line to standard output, everything else goes to standard error", () => {
  expect(first.wrote().trim().split("\n")).toHaveLength(1);
  expect(JSON.parse(first.wrote())).toEqual({ url: ready.url, anonKey: ready.anonKey, accounts: [] });
  expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(first.said()).toContain("Repère is ready");
  expect(first.said()).toContain("npm run basemap");
});

test("the printed link makes the first admin, once", async () => {
  expect(first.said()).toContain(`${ready.url}/#/rejoindre/${adminCode()}`);
  const person = browser(ready.url, ready.anonKey);
  const options = { data: { invitation: adminCode() } };
  expect((await person.auth.signUp({ email, password: PASSWORD, options })).error).toBeNull();
  expect((await person.rpc("join", { code: adminCode() })).data).toEqual({ role: "admin", team_id: null });
  expect((await person.rpc("me")).data).toMatchObject({
    organisation: { name: "Association fictive", fictitious: false, grid: { srid: 3035 } },
  });
  const second = await browser(ready.url, ready.anonKey).auth.signUp({
    email: newEmail(),
    password: PASSWORD,
    options,
  });
  expect(second.error?.code).toBe("signup_disabled");
});

test("the page is served", async () => {
  const page = await fetch(`${ready.url}/carte`);
  expect(page.status).toBe(200);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
  expect((await fetch(ready.url + script)).headers.get("content-type")).toContain("javascript");
});

test("the folder's files are its owner's alone, and hold no secret", () => {
  expect(statSync(join(data, "server.json")).mode & 0o777).toBe(0o600);
  expect(statSync(join(data, "pg")).mode & 0o777).toBe(0o700);
  const { id, ready: whole, demo } = JSON.parse(readFileSync(join(data, "folder.json"), "utf8"));
  expect([whole, demo]).toEqual([true, false]);
  const secret = readFileSync(join(folder, "secrets", id, "release.key"), "utf8").trim();
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  for (const name of ["folder.json", "server.json", "lock"]) {
    expect(readFileSync(join(data, name), "utf8")).not.toContain(secret);
  }
});

test("a second start on the folder is refused, and names the process that holds it", async () => {
  const second = launch(folder, ["--json", "--data", data, "--port", "0"]);
  expect(await second.ended).toBe(1);
  expect(second.said()).toContain(`in use by process ${first.child.pid}`);
  expect(second.wrote()).toBe("");
});

test("a port in use is refused, with how to choose another", async () => {
  const blocker = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => blocker.once("listening", resolve));
  const { port } = blocker.address() as { port: number };
  const refused = launch(folder, ["--empty", "--data", join(folder, "other"), "--port", String(port)], {
    LANG: "fr_FR.UTF-8",
  });
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toMatch(new RegExp(`Le port ${port} est déjà utilisé.*--port`));
  expect(existsSync(join(folder, "other/lock"))).toBe(false);
  blocker.close();
});

test("an option that does not exist ends with 2 and the list of options", async () => {
  const refused = launch(folder, ["--demo"]);
  expect(await refused.ended).toBe(2);
  expect(refused.said()).toContain("Unknown option: --demo");
  expect(refused.said()).toContain("--grid SRID");
});

test("the demo is refused on an address that others can reach", async () => {
  const refused = launch(folder, ["--data", join(folder, "open"), "--port", "0", "--host", "0.0.0.0"]);
  expect(await refused.ended).toBe(1);
  expect(refused.said()).toContain("without TLS");
  expect(refused.said()).toContain("refused on 0.0.0.0");
});

test("Ctrl-C closes the database, gives the folder back and ends with 0", async () => {
  first.child.kill("SIGINT");
  expect(await first.ended).toBe(0);
  expect(first.said()).toContain("Stopped.");
  expect(existsSync(join(data, "lock"))).toBe(false);
  expect(existsSync(join(data, "server.json"))).toBe(false);
  await expect(fetch(ready.url)).rejects.toThrow();
});

test("a later start finds everything, keeps the public key, and says that the release secret is lost", async () => {
  const { id } = JSON.parse(readFileSync(join(data, "folder.json"), "utf8")) as { id: string };
  const key = join(folder, "secrets", id, "release.key");
  rmSync(key);
  const later = launch(folder, ["--json", "--data", data, "--port", "0"]);
  const answer = await later.ready;
  try {
    expect(answer?.anonKey).toBe(ready.anonKey);
    expect(later.said()).toContain(key);
    expect(later.said()).not.toContain("rejoindre");
    expect(existsSync(key)).toBe(false);
    const person = browser(answer?.url ?? "", ready.anonKey);
    expect((await person.auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull();
  } finally {
    later.child.kill("SIGTERM");
    expect(await later.ended).toBe(0);
  }
});
