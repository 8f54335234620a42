import { request } from "node:http";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { contentPolicy } from "../../../supabase/local/static/headers.ts";
import { openMigrated } from "../harness/each-database.ts";
import { SCRIPT, type Served, serve } from "./serve.ts";

let db: Database;
let served: Served;
beforeAll(async () => {
  db = await openMigrated("pglite");
  served = await serve(db, { style: "https://tiles.example.invalid/style.json" });
});
afterAll(async () => {
  await served.close();
  await db.close();
});

/** A bare connection: fetch would not let a test choose its Host or see packed bytes. */
function bare(path: string, headers: Record<string, string>): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(served.url);
    const sent = request({ host: "127.0.0.1", port, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts) }));
    });
    sent.on("error", reject).end();
  });
}

test("every kind of answer carries the security headers", async () => {
  const paths = ["/", "/carte", "/assets/index-abc123.js", "/config.json", "/rest/v1/rpc/me", "/nothing.js"];
  for (const path of [...paths, "/auth/v1/user", "/auth/v1/nothing", "/local/v1/health"]) {
    const { headers } = await served.ask(path);
    expect(headers.get("content-security-policy"), path).toContain("default-src 'self'");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
    expect(headers.get("permissions-policy"), path).toContain("camera=()");
    expect(headers.get("cache-control"), path).toBeTruthy();
    expect(headers.get("access-control-allow-origin"), path).toBeNull();
  }
});

test("the policy lets no script in but the page's own, and nobody frame it", () => {
  const policy = Object.fromEntries(
    contentPolicy(undefined)
      .split("; ")
      .map((rule) => [rule.split(" ")[0], rule.split(" ").slice(1).join(" ")]),
  );
  expect(policy["script-src"]).toBe("'self'");
  expect(policy["connect-src"]).toBe("'self'");
  expect(policy["worker-src"]).toBe("'self' blob:");
  expect(policy["frame-ancestors"]).toBe("'none'");
  expect(policy["object-src"]).toBe("'none'");
});

test("tiles of another host are let in only where they are configured", async () => {
  const { headers } = await served.ask("/");
  expect(headers.get("content-security-policy")).toContain(
    "connect-src 'self' https://tiles.example.invalid;",
  );
  expect(contentPolicy(undefined)).not.toContain("https:");
});

test("the page answers every screen's address; what is missing is missing", async () => {
  for (const path of ["/", "/carte", "/equipe/secteurs?x=1", "/rejoindre"]) {
    const answer = await served.ask(path);
    expect(answer.status, path).toBe(200);
    expect(await answer.text(), path).toContain("<title>Repère</title>");
    expect(answer.headers.get("cache-control"), path).toBe("no-cache");
  }
  for (const path of [
    "/assets/old-abc.js",
    "/rest/v2/x",
    "/../package.json",
    "/%2e%2e/package.json",
    "/%zz",
  ]) {
    expect((await bare(path, { host: "127.0.0.1" })).status, path).toBe(404);
  }
});

test("hashed files are kept for ever, the page is asked for again", async () => {
  const script = await served.ask("/assets/index-abc123.js");
  expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(await script.text()).toBe(SCRIPT);
  const page = await served.ask("/");
  const again = await served.ask("/", { headers: { "if-none-match": page.headers.get("etag") ?? "" } });
  expect(again.status).toBe(304);
});

test("text is packed for whoever reads gzip, and for nobody else", async () => {
  const path = "/assets/index-abc123.js";
  const packed = await bare(path, { host: "127.0.0.1", "accept-encoding": "br, gzip;q=0.8" });
  expect(packed.body.length).toBeLessThan(SCRIPT.length / 5);
  expect(gunzipSync(packed.body).toString()).toBe(SCRIPT);
  for (const accepted of ["identity", "gzip;q=0", "br"]) {
    const plain = await bare(path, { host: "127.0.0.1", "accept-encoding": accepted });
    expect(plain.body.toString(), accepted).toBe(SCRIPT);
  }
});

test("a file of tiles is read in ranges", async () => {
  const part = await served.ask("/tiles.pmtiles", { headers: { range: "bytes=10-13" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe("bytes 10-13/1000");
  expect([...new Uint8Array(await part.arrayBuffer())]).toEqual([10, 11, 12, 13]);
  const end = await served.ask("/tiles.pmtiles", { headers: { range: "bytes=998-" } });
  expect([...new Uint8Array(await end.arrayBuffer())]).toEqual([230, 231]);
  expect((await served.ask("/tiles.pmtiles", { headers: { range: "bytes=1000-" } })).status).toBe(416);
  expect((await (await served.ask("/tiles.pmtiles")).arrayBuffer()).byteLength).toBe(1000);
});

test("a foreign name that leads to this machine is not answered (DNS rebinding)", async () => {
  expect((await bare("/config.json", { host: "attacker.example" })).status).toBe(421);
  expect((await bare("/config.json", { host: "localhost:5173" })).status).toBe(200);
});

test("the page learns its key, and that there are no demo accounts", async () => {
  expect(await (await served.ask("/config.json")).json()).toEqual({
    url: "/",
    anonKey: served.anonKey,
    demo: false,
    accounts: [],
    style: "https://tiles.example.invalid/style.json",
  });
});

test("a large body for the accounts is refused before it is read", async () => {
  const answer = await served.ask("/auth/v1/signup", { body: `{"email":"${"x".repeat(100_000)}"}` });
  expect(answer.status).toBe(413);
});
