import { afterAll, beforeAll, expect, test } from "vitest";
import { owned } from "../harness/calls.ts";
import { eachDatabase } from "../harness/each-database.ts";
import { newAdmin } from "../server/invented-people.ts";
import { type Client, type Served, serve } from "../server/serve.ts";
import { signedToken } from "../server/signed-token.ts";
import { TEST_FUNCTIONS } from "./test-functions.ts";

eachDatabase("calling a function", (db) => {
  let served: Served;
  let token: string;
  let client: Client;
  let admin: { id: string; email: string; password: string };
  beforeAll(async () => {
    for (const sql of TEST_FUNCTIONS) await owned(db(), sql);
    served = await serve(db(), { releaseSecret: "5ec2e7", today: "2026-03-02" });
    admin = await newAdmin(db());
    token = await signedToken(served, admin);
    client = served.client();
    await client.auth.signInWithPassword(admin);
  });
  afterAll(() => served.close());

  const ask = (path: string, options: Parameters<Served["ask"]>[1] = {}) =>
    served.ask(`/rest/v1${path}`, { token, ...options });

  async function refusalOf(answer: Response): Promise<string> {
    const body = (await answer.json()) as Record<string, unknown>;
    expect(Object.keys(body).sort()).toEqual(["code", "details", "hint", "message"]);
    return `${answer.status} ${body["code"]}`;
  }

  test("named arguments keep their types by POST, in any order, and may be left out", async () => {
    const args = {
      nested: { a: [1, null], é: "’" },
      list: [3, 1],
      words: ["a,b", "{}"],
      day: "2026-03-02",
      flag: true,
    };
    const { data } = await client.rpc("test_echo", args);
    expect(data).toEqual({ ...args, big: 5_000_000_000, absent: null });
    expect((await client.rpc("test_echo", { list: null, big: 1 })).data).toMatchObject({
      list: null,
      big: 1,
    });
    expect((await client.rpc("test_echo")).data).toMatchObject({ list: null, big: 5_000_000_000 });
  });

  test("GET gives the same answer as POST: lists, days, numbers and JSON in the query string", async () => {
    const args = { list: [3, 1], day: "2026-03-02", flag: false, big: 7 };
    const posted = await client.rpc("test_echo", args);
    const got = await client.rpc("test_echo", args, { get: true });
    expect(got.data).toEqual(posted.data);
    const nested = encodeURIComponent('{"a": [1, "2"]}');
    const answer = await ask(`/rpc/test_echo?nested=${nested}&words={"a,b",c}&list={}`);
    expect(await answer.json()).toMatchObject({ nested: { a: [1, "2"] }, words: ["a,b", "c"], list: [] });
  });

  test("HEAD answers like GET, without a body", async () => {
    const answer = await ask("/rpc/test_echo", { method: "HEAD" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await answer.text()).toBe("");
  });

  test("a function that returns rows answers a list, and one that returns nothing answers 204", async () => {
    expect((await client.rpc("test_rows", { times: 2 })).data).toEqual([1, 2]);
    expect((await client.rpc("test_rows", {}, { get: true })).data).toEqual([]);
    const nothing = await ask("/rpc/test_nothing", { json: {} });
    expect(nothing.status).toBe(204);
    expect(await nothing.text()).toBe("");
  });

  test("a function that writes is refused to GET before it begins, and runs by POST", async () => {
    expect(await refusalOf(await ask("/rpc/create_team?name=Fictive"))).toBe("405 25006");
    expect(JSON.stringify((await client.rpc("teams")).data)).not.toContain("Fictive");
    expect((await client.rpc("create_team", { name: "Fictive" })).error).toBeNull();
  });

  test("a function declared stable cannot write, not even by POST", async () => {
    expect(await refusalOf(await ask("/rpc/test_sly", { json: {} }))).toBe("405 25006");
  });

  test.each<[string, string, Parameters<Served["ask"]>[1], string]>([
    ["an unknown function", "/rpc/unknown", { json: {} }, "404 PGRST202"],
    ["an unknown argument", "/rpc/me", { json: { other: 1 } }, "404 PGRST202"],
    ["an unknown argument of a GET", "/rpc/me?select=*", {}, "404 PGRST202"],
    ["a missing argument", "/rpc/create_team", { json: {} }, "404 PGRST202"],
    ["a function outside api", "/rpc/pg_sleep", { json: { seconds: 1 } }, "404 PGRST202"],
    ["a name with a quote", '/rpc/me"()--', { json: {} }, "404 PGRST202"],
    ["an overload that cannot be told", "/rpc/test_twice", { json: {} }, "300 PGRST203"],
    ["malformed JSON", "/rpc/me", { body: "{" }, "400 PGRST102"],
    ["a list for a body", "/rpc/me", { body: "[1]" }, "400 PGRST102"],
    ["a text for a body", "/rpc/me", { body: '"x"' }, "400 PGRST102"],
    ["another media type", "/rpc/me", { body: "a", headers: { "content-type": "text/csv" } }, "415 PGRST107"],
    ["another schema", "/rpc/me", { headers: { "accept-profile": "public" } }, "406 PGRST106"],
    ["another verb", "/rpc/me", { method: "PATCH", json: {} }, "405 PGRST101"],
    ["a table", "/visit", {}, "404 PGRST205"],
    ["a table to write", "/visit", { json: {} }, "404 PGRST205"],
    ["the root", "/", {}, "404 PGRST205"],
    ["text for a number", "/rpc/test_echo", { json: { big: "x" } }, "400 22P02"],
    ["text for a number by GET", "/rpc/test_echo?big=x", {}, "400 22P02"],
    ["a number out of range", "/rpc/test_echo", { json: { list: [3_000_000_000] } }, "400 22003"],
    ["a null byte", "/rpc/create_team", { body: '{"name":"\\u0000"}' }, "400 22P05"],
  ])("%s is refused in PostgREST's words", async (_name, path, options, expected) => {
    expect(await refusalOf(await ask(path, options))).toBe(expected);
  });

  test.each<[string, string]>([
    ["RP001", "400 RP001"],
    ["RP012", "400 RP012"],
    ["P0001", "400 P0001"],
    ["23505", "409 23505"],
    ["23503", "409 23503"],
    ["42501", "403 42501"],
    ["42883", "404 42883"],
    ["40001", "500 40001"],
    ["53100", "503 53100"],
    ["57014", "500 57014"],
    ["P0004", "500 P0004"],
    ["XX000", "500 XX000"],
  ])("SQLSTATE %s has PostgREST's status", async (code, expected) => {
    expect(await refusalOf(await ask("/rpc/test_fail", { json: { code } }))).toBe(expected);
  });

  test("nobody gets 401 and the challenge where a signed-in person gets 403", async () => {
    const nobody = await served.ask("/rest/v1/rpc/teams");
    expect(nobody.headers.get("www-authenticate")).toBe("Bearer");
    expect(await refusalOf(nobody)).toBe("401 42501");
    expect(await refusalOf(await ask("/rpc/batches"))).toBe("403 42501");
  });

  test("neither the details of an error nor an internal message leave the server or reach its log", async () => {
    served.log.length = 0;
    const told = await (await ask("/rpc/test_fail", { json: { code: "23505" } })).json();
    expect(told).toEqual({ code: "23505", message: "message", details: null, hint: "hint" });
    const internal = await (await ask("/rpc/test_fail", { json: { code: "XX000" } })).json();
    expect(internal).toEqual({ code: "XX000", message: "internal_error", details: null, hint: null });
    expect(served.log).toEqual(["rest POST 409 23505", "rest POST 500 XX000"]);
  });

  test("the transaction has the role and claims of the token, and the service clock", async () => {
    const { data } = await client.rpc("test_session");
    expect(data).toMatchObject({ role: "authenticated", login: "authenticator", today: "2026-03-02" });
    expect(data).toMatchObject({ claims: { sub: admin.id, role: "authenticated" }, secret: null });
    const nobody = await (await served.ask("/rest/v1/rpc/test_session", { json: {} })).json();
    expect(nobody).toMatchObject({ role: "anon", claims: { role: "anon" } });
  });

  test("the secret of the releases reaches a publication, the key of territories, and nothing else", async () => {
    expect((await client.rpc("publish", { dry_run: true })).data).toEqual({ secret: "5ec2e7" });
    expect((await client.rpc("territories", { digests: [] })).data).toEqual({ secret: "5ec2e7" });
    expect((await client.rpc("test_session")).data).toMatchObject({ secret: null });
  });

  test("no answer may be kept, and a long one is packed", async () => {
    const short = await ask("/rpc/test_echo");
    expect(short.headers.get("cache-control")).toBe("private, no-store");
    expect(short.headers.get("content-encoding")).toBeNull();
    const failed = await ask("/rpc/unknown");
    expect(failed.headers.get("cache-control")).toBe("private, no-store");
    const long = await ask("/rpc/test_rows?times=4000");
    expect(long.headers.get("content-encoding")).toBe("gzip");
    expect((await long.json()).length).toBe(4000);
    const plain = await ask("/rpc/test_rows?times=4000", { headers: { "accept-encoding": "identity" } });
    expect(plain.headers.get("content-encoding")).toBeNull();
  });

  test("a body over 8 MB is refused before it is read, and one of 5 MB is taken", async () => {
    const body = (megabytes: number) => `{"nested": ["${"x".repeat(megabytes * 1024 * 1024)}"]}`;
    const large = await ask("/rpc/test_echo", { body: body(9) });
    expect(large.status).toBe(413);
    expect((await ask("/rpc/test_echo", { body: body(5) })).status).toBe(200);
  });
});
