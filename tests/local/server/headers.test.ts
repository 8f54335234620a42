import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../../../supabase/local/database/database.ts";
import { listen } from "../../../supabase/local/http/listen.ts";
import { answerHeaders } from "../../../supabase/local/static/headers.ts";
import { openMigrated } from "../harness/each-database.ts";
import { newAdmin } from "./invented-people.ts";
import { type Served, serve } from "./serve.ts";
import { signedToken } from "./signed-token.ts";

let db: Database;
let served: Served;
let token: string;
beforeAll(async () => {
  db = await openMigrated("pglite");
  served = await serve(db);
  token = await signedToken(served, await newAdmin(db));
});
afterAll(async () => {
  await served.close();
  await db.close();
});

/** What the answer to these bytes begins with: the status, and its headers in small letters. */
function raw(bytes: string, port = Number(new URL(served.url).port)) {
  return new Promise<{ status: number; headers: Record<string, string> }>((resolve, reject) => {
    let text = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (part: string) => {
      text += part;
      if (!text.includes("\r\n\r\n")) return;
      const [first = "", ...lines] = text.slice(0, text.indexOf("\r\n\r\n")).split("\r\n");
      const headers = lines.map((line) => [
        line.slice(0, line.indexOf(":")).toLowerCase(),
        line.slice(line.indexOf(":") + 2),
      ]);
      socket.destroy();
      resolve({ status: Number(first.split(" ")[1]), headers: Object.fromEntries(headers) });
    });
    socket.on("error", reject).on("end", () => reject(new Error(`no answer: ${text}`)));
  });
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, "Host: 127.0.0.1", ...headers, "", ""].join("\r\n");
const bearer = () => `Authorization: Bearer ${token}`;
const EMPTY = ["Content-Type: application/json", "Content-Length: 0"];

/** Every route and every way in which one refuses, with the status that it answers. */
const ANSWERS: readonly [status: number, bytes: () => string][] = [
  [200, () => request("GET /")],
  [200, () => request("HEAD /carte")],
  [200, () => request("GET /assets/index-abc123.js")],
  [206, () => request("GET /tiles.pmtiles", "Range: bytes=0-9")],
  [416, () => request("GET /tiles.pmtiles", "Range: bytes=5000-")],
  [404, () => request("GET /assets/gone.js")],
  [404, () => request("GET /%zz")],
  [404, () => request("POST /", ...EMPTY)],
  [404, () => request("OPTIONS /")],
  [404, () => request("TRACE /")],
  [200, () => request("GET /config.json")],
  [200, () => request("GET /local/v1/health")],
  [403, () => request("POST /local/v1/command-token", ...EMPTY)],
  [404, () => request("GET /local/v1/nothing")],
  [200, () => request("GET /auth/v1/settings")],
  [200, () => request("GET /auth/v1/user", bearer())],
  [401, () => request("GET /auth/v1/user")],
  [403, () => request("GET /auth/v1/user", "Authorization: Bearer forged")],
  [400, () => request("POST /auth/v1/token?grant_type=password", ...EMPTY)],
  [422, () => `${request("POST /auth/v1/signup", "Content-Type: application/json", "Content-Length: 2")}{}`],
  [413, () => request("POST /auth/v1/signup", "Content-Type: application/json", "Content-Length: 9999999")],
  [404, () => request("OPTIONS /auth/v1/token")],
  [200, () => request("POST /rest/v1/rpc/me", bearer(), ...EMPTY)],
  [401, () => request("POST /rest/v1/rpc/me", ...EMPTY)],
  [401, () => request("POST /rest/v1/rpc/me", "Authorization: Bearer forged", ...EMPTY)],
  [403, () => request("GET /rest/v1/rpc/batches", bearer())],
  [404, () => request("GET /rest/v1/rpc/nothing", bearer())],
  [404, () => request("GET /rest/v1/member", bearer())],
  [405, () => request("DELETE /rest/v1/rpc/me", bearer())],
  [405, () => request("GET /rest/v1/rpc/publish", bearer())],
  [413, () => request("POST /rest/v1/rpc/me", "Content-Type: application/json", "Content-Length: 99999999")],
  [415, () => request("POST /rest/v1/rpc/me", bearer(), "Content-Type: text/csv", "Content-Length: 0")],
  [421, () => "GET / HTTP/1.1\r\nHost: attacker.example\r\n\r\n"],
  [421, () => "GET / HTTP/1.1\r\n\r\n"],
  [400, () => "GET / HTTP/1.1\r\nHost: a b/c\r\n\r\n"],
  [400, () => "GET //:99999/%00 HTTP/1.1\r\nHost: :\r\n\r\n"],
  [400, () => "no request at all\r\n\r\n"],
  [400, () => request("POST /", "Content-Length: 3", "Transfer-Encoding: chunked")],
  [431, () => request("GET /", `X-Long: ${"x".repeat(20_000)}`)],
];

test.each(ANSWERS.map(([status, bytes]) => [status, bytes().split("\r\n")[0] ?? "", bytes] as const))(
  "%i to %s carries every security header",
  async (status, _, bytes) => {
    const answer = await raw(bytes());
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(answerHeaders())) {
      expect([name, answer.headers[name.toLowerCase()]]).toEqual([name, value]);
    }
    expect(answer.headers["cache-control"]).toBeTruthy();
    for (const name of ["access-control-allow-origin", "server", "x-powered-by", "set-cookie"]) {
      expect([name, answer.headers[name]]).toEqual([name, undefined]);
    }
  },
);

test("a server that is still starting says so with the same headers", async () => {
  const listener = await listen("127.0.0.1", 0);
  try {
    const answer = await raw(request("GET /"), listener.port);
    expect(answer.status).toBe(503);
    expect(answer.headers).toMatchObject(
      Object.fromEntries(Object.entries(answerHeaders()).map(([name, value]) => [name.toLowerCase(), value])),
    );
    expect(answer.headers["cache-control"]).toBe("private, no-store");
  } finally {
    await listener.close();
  }
});

test("answers of the api and of accounts are kept by nobody", async () => {
  for (const bytes of [
    request("GET /rest/v1/rpc/teams", bearer()),
    request("GET /rest/v1/rpc/nothing", bearer()),
    request("GET /auth/v1/user", bearer()),
    request("GET /config.json"),
  ]) {
    expect((await raw(bytes)).headers["cache-control"]).toBe("private, no-store");
  }
});

test("a connection may rest longer than a reverse proxy keeps one, so that none is closed under a request", async () => {
  const { headers } = await raw(request("GET /"));
  const rest = Number(/^timeout=(\d+)$/.exec(headers["keep-alive"] ?? "")?.[1]);
  // Caddy keeps one for two minutes.
  expect(rest).toBeGreaterThan(120);
});
